// SPDX-License-Identifier: Apache-2.0

#if defined(__linux__) && !defined(_GNU_SOURCE)
#define _GNU_SOURCE
#endif

#include "CCurl.h"

#if defined(__linux__)

#include <arpa/inet.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

// MARK: - Library

/// `curl_waitfd`.
struct wait_descriptor {
  int fd;
  short events;
  short revents;
};

/// `CURLMsg`.
struct message {
  int32_t kind;
  CCurlEasy *easy;
  union {
    void *whatever;
    CCurlCode result;
  } data;
};

/// The beginning of `curl_version_info_data`.
struct version_data {
  int32_t age;
  const char *text;
  unsigned int number;
};

/// The functions, by their names in the library without `curl_`.
static struct {
  int32_t (*global_init)(long);
  struct version_data *(*version_info)(int32_t);
  CCurlEasy *(*easy_init)(void);
  void (*easy_cleanup)(CCurlEasy *);
  CCurlCode (*easy_setopt)(CCurlEasy *, int32_t, ...);
  CCurlCode (*easy_getinfo)(CCurlEasy *, int32_t, ...);
  const char *(*easy_strerror)(CCurlCode);
  CCurlList *(*slist_append)(CCurlList *, const char *);
  void (*slist_free_all)(CCurlList *);
  CCurlMulti *(*multi_init)(void);
  int32_t (*multi_cleanup)(CCurlMulti *);
  int32_t (*multi_setopt)(CCurlMulti *, int32_t, ...);
  int32_t (*multi_add_handle)(CCurlMulti *, CCurlEasy *);
  int32_t (*multi_remove_handle)(CCurlMulti *, CCurlEasy *);
  int32_t (*multi_perform)(CCurlMulti *, int *);
  int32_t (*multi_poll)(CCurlMulti *, struct wait_descriptor *, unsigned int, int, int *);
  struct message *(*multi_info_read)(CCurlMulti *, int *);
} curl;

#define CURL_GLOBAL_DEFAULT 3L
#define CURLVERSION_FIRST 0
#define CURLOPT_WRITEDATA 10001
#define CURLOPT_READDATA 10009
#define CURLOPT_ERRORBUFFER 10010
#define CURLOPT_HTTPHEADER 10023
#define CURLOPT_HEADERDATA 10029
#define CURLOPT_XFERINFODATA 10057
#define CURLOPT_SEEKDATA 10168
#define CURLOPT_PREREQDATA 10313
#define CURLOPT_WRITEFUNCTION 20011
#define CURLOPT_READFUNCTION 20012
#define CURLOPT_HEADERFUNCTION 20079
#define CURLOPT_OPENSOCKETDATA 10164
#define CURLOPT_CLOSESOCKETDATA 10209
#define CURLOPT_OPENSOCKETFUNCTION 20163
#define CURLOPT_CLOSESOCKETFUNCTION 20208
#define CURLOPT_SEEKFUNCTION 20167
#define CURLOPT_XFERINFOFUNCTION 20219
#define CURLOPT_PREREQFUNCTION 20312
#define CURLOPT_OFFSET_BASE 30000
#define CURLINFO_CAINFO 0x10003D
#define CURLINFO_REQUEST_SIZE 0x20000C
#define CURLMOPT_MAXCONNECTS 6
#define CURLMSG_DONE 1

static pthread_once_t opening = PTHREAD_ONCE_INIT;
static const char *failure;
static uint32_t version;

/// Held for reading while the library runs, and for writing from the end of the process on: the
/// TLS library frees its state in an exit handler, which transfers must not outlive.
static pthread_rwlock_t running = PTHREAD_RWLOCK_INITIALIZER;

static void enter(void) { pthread_rwlock_rdlock(&running); }

static void leave(void) { pthread_rwlock_unlock(&running); }

static void stop_at_exit(void) {
  // A callback that never returns must not keep the process alive.
  struct timespec limit;
  clock_gettime(CLOCK_REALTIME, &limit);
  limit.tv_sec += 1;
  (void)pthread_rwlock_timedwrlock(&running, &limit);
}

static void *find(void *library, const char *name) {
  void *symbol = dlsym(library, name);
  if (symbol == NULL && failure == NULL) failure = strdup(dlerror());
  return symbol;
}

static void open_library(void) {
  void *library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) {
    failure = dlerror();
    return;
  }
  curl.global_init = find(library, "curl_global_init");
  curl.version_info = find(library, "curl_version_info");
  curl.easy_init = find(library, "curl_easy_init");
  curl.easy_cleanup = find(library, "curl_easy_cleanup");
  curl.easy_setopt = find(library, "curl_easy_setopt");
  curl.easy_getinfo = find(library, "curl_easy_getinfo");
  curl.easy_strerror = find(library, "curl_easy_strerror");
  curl.slist_append = find(library, "curl_slist_append");
  curl.slist_free_all = find(library, "curl_slist_free_all");
  curl.multi_init = find(library, "curl_multi_init");
  curl.multi_cleanup = find(library, "curl_multi_cleanup");
  curl.multi_setopt = find(library, "curl_multi_setopt");
  curl.multi_add_handle = find(library, "curl_multi_add_handle");
  curl.multi_remove_handle = find(library, "curl_multi_remove_handle");
  curl.multi_perform = find(library, "curl_multi_perform");
  curl.multi_info_read = find(library, "curl_multi_info_read");
  if (failure != NULL) return;
  version = curl.version_info(CURLVERSION_FIRST)->number;
  // It is newer than the others; the caller compares the version.
  curl.multi_poll = dlsym(library, "curl_multi_poll");
  if (curl.global_init(CURL_GLOBAL_DEFAULT) != 0) {
    failure = "curl_global_init failed";
    return;
  }
  atexit(stop_at_exit);
}

const char *ccurl_open(void) {
  pthread_once(&opening, open_library);
  return failure;
}

uint32_t ccurl_version(void) { return version; }

const char *ccurl_default_authorities(CCurlEasy *easy) {
  const char *path = NULL;
  return curl.easy_getinfo(easy, CURLINFO_CAINFO, &path) == CCurlCodeOK ? path : NULL;
}

// MARK: - Easy interface

/// `struct curl_sockaddr`.
struct socket_address {
  int family;
  int kind;
  int protocol;
};

/// The sockets of a set. The pre-request callback has only their ports.
struct CCurlSockets {
  struct {
    int descriptor;
    bool is_used;
  } *items;
  size_t count;
  size_t capacity;
};

CCurlSockets *ccurl_sockets_create(void) { return calloc(1, sizeof(CCurlSockets)); }

void ccurl_sockets_free(CCurlSockets *sockets) {
  free(sockets->items);
  free(sockets);
}

/// Removes the entry of a descriptor.
static void forget_socket(CCurlSockets *sockets, int descriptor) {
  for (size_t index = 0; index < sockets->count; index++) {
    if (sockets->items[index].descriptor != descriptor) continue;
    sockets->items[index] = sockets->items[--sockets->count];
    return;
  }
}

static int open_socket(void *context, int32_t purpose, struct socket_address *address) {
  (void)purpose;
  CCurlSockets *sockets = context;
  int descriptor = socket(address->family, address->kind | SOCK_CLOEXEC, address->protocol);
  if (descriptor < 0) return -1;
  // The library closes sockets that never connected without a call, so an entry can be stale.
  forget_socket(sockets, descriptor);
  if (sockets->count == sockets->capacity) {
    size_t capacity = sockets->capacity * 2 + 8;
    void *items = realloc(sockets->items, capacity * sizeof *sockets->items);
    if (items == NULL) {
      close(descriptor);
      return -1;
    }
    sockets->items = items;
    sockets->capacity = capacity;
  }
  sockets->items[sockets->count].descriptor = descriptor;
  sockets->items[sockets->count].is_used = false;
  sockets->count++;
  return descriptor;
}

static int close_socket(void *context, int descriptor) {
  forget_socket(context, descriptor);
  return close(descriptor);
}

/// Returns the port of one end of a connection; -1 if it has none.
static int port(int descriptor, bool is_peer) {
  struct sockaddr_storage address;
  socklen_t size = sizeof address;
  int result = is_peer ? getpeername(descriptor, (struct sockaddr *)&address, &size)
                       : getsockname(descriptor, (struct sockaddr *)&address, &size);
  if (result != 0) return -1;
  switch (address.ss_family) {
  case AF_INET: return ntohs(((struct sockaddr_in *)&address)->sin_port);
  case AF_INET6: return ntohs(((struct sockaddr_in6 *)&address)->sin6_port);
  default: return -1;
  }
}

bool ccurl_sockets_begin(CCurlSockets *sockets, int peer_port, int own_port) {
  bool is_clean = true;
  for (size_t index = 0; index < sockets->count; index++) {
    int descriptor = sockets->items[index].descriptor;
    if (port(descriptor, false) != own_port || port(descriptor, true) != peer_port)
      continue;
    char byte;
    if (sockets->items[index].is_used && recv(descriptor, &byte, 1, MSG_PEEK | MSG_DONTWAIT) >= 0)
      is_clean = false;
    sockets->items[index].is_used = true;
  }
  return is_clean;
}

CCurlEasy *ccurl_easy_create(void) { return curl.easy_init(); }

void ccurl_easy_free(CCurlEasy *easy) {
  enter();
  curl.easy_cleanup(easy);
  leave();
}

CCurlCode ccurl_set_number(CCurlEasy *easy, CCurlNumber option, int64_t value) {
  return (int32_t)option >= CURLOPT_OFFSET_BASE ? curl.easy_setopt(easy, option, value)
                                                : curl.easy_setopt(easy, option, (long)value);
}

CCurlCode ccurl_set_text(CCurlEasy *easy, CCurlText option, const char *value) {
  return curl.easy_setopt(easy, option, value);
}

CCurlCode ccurl_set_fields(CCurlEasy *easy, CCurlList *fields) {
  return curl.easy_setopt(easy, CURLOPT_HTTPHEADER, fields);
}

CCurlCode ccurl_set_error_buffer(CCurlEasy *easy, char *buffer) {
  return curl.easy_setopt(easy, CURLOPT_ERRORBUFFER, buffer);
}

CCurlCode ccurl_set_callbacks(CCurlEasy *easy, const CCurlCallbacks *callbacks, void *context,
                              CCurlSockets *sockets) {
  const struct {
    int32_t function;
    void *value;
    int32_t data;
  } settings[] = {
      {CURLOPT_WRITEFUNCTION, (void *)callbacks->write, CURLOPT_WRITEDATA},
      {CURLOPT_HEADERFUNCTION, (void *)callbacks->header, CURLOPT_HEADERDATA},
      {CURLOPT_READFUNCTION, (void *)callbacks->read, CURLOPT_READDATA},
      {CURLOPT_SEEKFUNCTION, (void *)callbacks->seek, CURLOPT_SEEKDATA},
      {CURLOPT_XFERINFOFUNCTION, (void *)callbacks->progress, CURLOPT_XFERINFODATA},
  };
  for (size_t index = 0; index < sizeof settings / sizeof *settings; index++) {
    CCurlCode code = curl.easy_setopt(easy, settings[index].function, settings[index].value);
    if (code == CCurlCodeOK) code = curl.easy_setopt(easy, settings[index].data, context);
    if (code != CCurlCodeOK) return code;
  }
  if (callbacks->prepare != NULL) {
    CCurlCode code = curl.easy_setopt(easy, CURLOPT_PREREQFUNCTION, callbacks->prepare);
    if (code == CCurlCodeOK) code = curl.easy_setopt(easy, CURLOPT_PREREQDATA, context);
    if (code != CCurlCodeOK) return code;
  }
  const struct {
    int32_t option;
    void *value;
  } connections[] = {
      {CURLOPT_OPENSOCKETFUNCTION, (void *)open_socket},
      {CURLOPT_OPENSOCKETDATA, sockets},
      {CURLOPT_CLOSESOCKETFUNCTION, (void *)close_socket},
      {CURLOPT_CLOSESOCKETDATA, sockets},
  };
  for (size_t index = 0; index < sizeof connections / sizeof *connections; index++) {
    CCurlCode code =
        curl.easy_setopt(easy, connections[index].option, connections[index].value);
    if (code != CCurlCodeOK) return code;
  }
  return CCurlCodeOK;
}

int64_t ccurl_request_size(CCurlEasy *easy) {
  long size = 0;
  return curl.easy_getinfo(easy, CURLINFO_REQUEST_SIZE, &size) == CCurlCodeOK ? size : 0;
}

const char *ccurl_code_text(CCurlCode code) { return curl.easy_strerror(code); }

CCurlList *ccurl_list_append(CCurlList *list, const char *line) {
  return curl.slist_append(list, line);
}

void ccurl_list_free(CCurlList *list) { curl.slist_free_all(list); }

// MARK: - Multi interface

/// How many descriptors above the lowest free one are searched for those of a new set.
#define SEARCHED_DESCRIPTORS 64

/// How long to wait in place of the library if it can't.
#define PAUSE_MILLISECONDS 20

CCurlMulti *ccurl_multi_create(int64_t maximum_idle_connections) {
  // The library creates a pair of descriptors for itself. Those that appear now are marked; it is
  // harmless to mark one that another thread opens at the same time, since descriptors for child
  // processes are duplicated, which clears the mark.
  int lowest = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0);
  bool is_open[SEARCHED_DESCRIPTORS];
  if (lowest >= 0) close(lowest);
  for (int index = 0; index < SEARCHED_DESCRIPTORS && lowest >= 0; index++) {
    is_open[index] = fcntl(lowest + index, F_GETFD) >= 0;
  }
  CCurlMulti *multi = curl.multi_init();
  if (multi == NULL) return NULL;
  for (int index = 0; index < SEARCHED_DESCRIPTORS && lowest >= 0; index++) {
    int flags = fcntl(lowest + index, F_GETFD);
    if (!is_open[index] && flags >= 0) fcntl(lowest + index, F_SETFD, flags | FD_CLOEXEC);
  }
  (void)curl.multi_setopt(multi, CURLMOPT_MAXCONNECTS, (long)maximum_idle_connections);
  return multi;
}

void ccurl_multi_free(CCurlMulti *multi) {
  enter();
  curl.multi_cleanup(multi);
  leave();
}

bool ccurl_multi_add(CCurlMulti *multi, CCurlEasy *easy) {
  return curl.multi_add_handle(multi, easy) == 0;
}

void ccurl_multi_remove(CCurlMulti *multi, CCurlEasy *easy) {
  enter();
  curl.multi_remove_handle(multi, easy);
  leave();
}

void ccurl_multi_perform(CCurlMulti *multi) {
  int transfers = 0;
  enter();
  (void)curl.multi_perform(multi, &transfers);
  leave();
}

CCurlEasy *ccurl_multi_next_result(CCurlMulti *multi, CCurlCode *result) {
  int rest = 0;
  struct message *message;
  while ((message = curl.multi_info_read(multi, &rest)) != NULL) {
    if (message->kind != CURLMSG_DONE) continue;
    *result = message->data.result;
    return message->easy;
  }
  return NULL;
}

void ccurl_multi_wait(CCurlMulti *multi, int32_t descriptor, int32_t milliseconds) {
  struct wait_descriptor signalled = {.fd = descriptor, .events = POLLIN, .revents = 0};
  if (multi != NULL && curl.multi_poll(multi, &signalled, 1, milliseconds, NULL) == 0) return;
  // Without memory it can't wait for sockets; a pause keeps the thread from spinning.
  struct pollfd alone = {.fd = descriptor, .events = POLLIN, .revents = 0};
  (void)poll(&alone, 1, milliseconds < PAUSE_MILLISECONDS ? milliseconds : PAUSE_MILLISECONDS);
}

// MARK: - Threads and descriptors

struct thread_start {
  void (*body)(void *);
  void *context;
};

static void *run_thread(void *argument) {
  struct thread_start start = *(struct thread_start *)argument;
  free(argument);
  start.body(start.context);
  return NULL;
}

bool ccurl_start_thread(void (*body)(void *), void *context) {
  struct thread_start *start = malloc(sizeof *start);
  if (start == NULL) return false;
  *start = (struct thread_start){body, context};
  // Signals of faults stay unblocked: a blocked one would end the process without a report.
  const int faults[] = {SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP};
  sigset_t blocked, before;
  sigfillset(&blocked);
  for (size_t index = 0; index < sizeof faults / sizeof *faults; index++) {
    sigdelset(&blocked, faults[index]);
  }
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  // A new thread inherits the mask of the thread that creates it.
  pthread_sigmask(SIG_BLOCK, &blocked, &before);
  pthread_t thread;
  bool is_started = pthread_create(&thread, &attributes, run_thread, start) == 0;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  pthread_attr_destroy(&attributes);
  if (!is_started) free(start);
  return is_started;
}

int32_t ccurl_signal_create(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

void ccurl_signal_raise(int32_t descriptor) { (void)eventfd_write(descriptor, 1); }

void ccurl_signal_reset(int32_t descriptor) {
  eventfd_t count;
  (void)eventfd_read(descriptor, &count);
}

void ccurl_signal_free(int32_t descriptor) { close(descriptor); }

int32_t ccurl_memory_file(const void *bytes, size_t count) {
  int file = memfd_create("certificates", MFD_CLOEXEC);
  const char *rest = bytes;
  while (file >= 0 && count > 0) {
    ssize_t written = write(file, rest, count);
    if (written <= 0) {
      close(file);
      return -1;
    }
    rest += written;
    count -= (size_t)written;
  }
  return file;
}

#endif
