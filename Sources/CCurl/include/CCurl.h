// SPDX-License-Identifier: Apache-2.0

// The part of libcurl's stable ABI that ClassifyCurl uses. The library is opened at run time, so
// neither libcurl's headers nor the library are needed to build. Numbers are those of libcurl's
// public headers, which never change them.

#ifndef CCURL_H
#define CCURL_H

#if defined(__linux__)

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CCURL_ENUM(name) enum __attribute__((enum_extensibility(open))) name : int32_t

/// `CURL`: one transfer.
typedef struct CCurlEasy CCurlEasy;
/// `CURLM`: a set of transfers that share connections.
typedef struct CCurlMulti CCurlMulti;
/// The open sockets of a set of transfers.
typedef struct CCurlSockets CCurlSockets;
/// `struct curl_slist`: a list of header lines.
typedef struct CCurlList CCurlList;

// MARK: - Library

/// Opens and initializes the library once.
///
/// Returns null on success, otherwise the dynamic linker's message.
const char *_Nullable ccurl_open(void);

/// Returns the library's version as 0xMMmmpp, 0 unless it is open.
uint32_t ccurl_version(void);

/// Returns the CA bundle that the library was built with; null if unknown (before 7.84).
const char *_Nullable ccurl_default_authorities(CCurlEasy *_Nonnull easy);

// MARK: - Easy interface

/// `CURLcode`: the result of a transfer or of setting an option.
typedef CCURL_ENUM(CCurlCode) {
  CCurlCodeOK = 0,
  CCurlCodeUnsupportedProtocol = 1,
  CCurlCodeFailedInit = 2,
  CCurlCodeURLMalformat = 3,
  CCurlCodeCouldntResolveProxy = 5,
  CCurlCodeCouldntResolveHost = 6,
  CCurlCodeCouldntConnect = 7,
  CCurlCodeWeirdServerReply = 8,
  CCurlCodePartialFile = 18,
  CCurlCodeWriteError = 23,
  CCurlCodeReadError = 26,
  CCurlCodeOutOfMemory = 27,
  CCurlCodeOperationTimedout = 28,
  CCurlCodeSSLConnectError = 35,
  CCurlCodeAbortedByCallback = 42,
  CCurlCodeGotNothing = 52,
  CCurlCodeSSLEngineNotFound = 53,
  CCurlCodeSendError = 55,
  CCurlCodeRecvError = 56,
  CCurlCodeSSLCertProblem = 58,
  CCurlCodeSSLCipher = 59,
  CCurlCodePeerFailedVerification = 60,
  CCurlCodeBadContentEncoding = 61,
  CCurlCodeFilesizeExceeded = 63,
  CCurlCodeUseSSLFailed = 64,
  CCurlCodeSendFailRewind = 65,
  CCurlCodeSSLCACertBadfile = 77,
  CCurlCodeSSLIssuerError = 83,
  CCurlCodeSSLInvalidCertStatus = 91,
  CCurlCodeProxy = 97,
  CCurlCodeTooLarge = 100,
} CCurlCode;

/// Options whose value is a number.
typedef CCURL_ENUM(CCurlNumber) {
  CCurlNumberSSLVersion = 32,
  CCurlNumberNoProgress = 43,
  CCurlNumberNoBody = 44,
  CCurlNumberPost = 47,
  CCurlNumberFreshConnect = 74,
  CCurlNumberForbidReuse = 75,
  CCurlNumberHTTPGet = 80,
  CCurlNumberHTTPVersion = 84,
  CCurlNumberNoSignal = 99,
  CCurlNumberConnectTimeoutMilliseconds = 156,
  CCurlNumberProtocols = 181,
  CCurlNumberPathAsIs = 234,
  CCurlNumberSuppressConnectHeaders = 265,
  /// Since 7.87.
  CCurlNumberQuickExit = 322,
  CCurlNumberMaximumFileSize = 30117,
  CCurlNumberPostFieldSize = 30120,
} CCurlNumber;

/// Options whose value is text, which the library copies.
typedef CCURL_ENUM(CCurlText) {
  CCurlTextURL = 10002,
  CCurlTextCustomRequest = 10036,
  CCurlTextCAInfo = 10065,
  CCurlTextAcceptEncoding = 10102,
} CCurlText;

/// `CURL_HTTP_VERSION_1_1`.
static const int64_t ccurl_http_version_1_1 = 2;
/// `CURL_SSLVERSION_TLSv1_2`: TLS 1.2 or later.
static const int64_t ccurl_tls_version_1_2 = 6;
/// `CURLPROTO_HTTP | CURLPROTO_HTTPS`.
static const int64_t ccurl_protocols_http = 3;
/// `CURL_ERROR_SIZE`: the size of an error buffer in bytes.
static const int32_t ccurl_error_size = 256;

/// The callbacks of a transfer, called with its context on the thread that runs it.
typedef struct CCurlCallbacks {
  /// Called with bytes of the response's body; returns the number of bytes that were taken.
  size_t (*_Nonnull write)(char *_Nonnull bytes, size_t size, size_t count,
                           void *_Nonnull context);
  /// Called with a header line, of a trailer too; returns the number of bytes that were taken.
  size_t (*_Nonnull header)(char *_Nonnull bytes, size_t size, size_t count,
                            void *_Nonnull context);
  /// Called for bytes of the request's body; returns the number of bytes that were written.
  size_t (*_Nonnull read)(char *_Nonnull buffer, size_t size, size_t count,
                          void *_Nonnull context);
  /// Called when the library wants to send the body again; returns nonzero to refuse.
  int (*_Nonnull seek)(void *_Nonnull context, int64_t offset, int origin);
  /// Called before a request is sent; returns nonzero to refuse. Null before 7.80.
  int (*_Nullable prepare)(void *_Nonnull context, char *_Nullable peer, char *_Nullable own,
                          int peer_port, int own_port);
  /// Called with the number of body bytes sent; returns nonzero to abort.
  int (*_Nonnull progress)(void *_Nonnull context, int64_t expected_down, int64_t down,
                           int64_t expected_up, int64_t up);
} CCurlCallbacks;

CCurlEasy *_Nullable ccurl_easy_create(void);
void ccurl_easy_free(CCurlEasy *_Nonnull easy);
CCurlCode ccurl_set_number(CCurlEasy *_Nonnull easy, CCurlNumber option, int64_t value);
CCurlCode ccurl_set_text(CCurlEasy *_Nonnull easy, CCurlText option, const char *_Nonnull value);
/// Sets the header lines, which must live until the transfer ends.
CCurlCode ccurl_set_fields(CCurlEasy *_Nonnull easy, CCurlList *_Nullable fields);
/// Sets the buffer for error messages: `ccurl_error_size` bytes that live as long as the handle.
CCurlCode ccurl_set_error_buffer(CCurlEasy *_Nonnull easy, char *_Nonnull buffer);
/// Sets the callbacks, and opens sockets that child processes do not inherit. The sockets of a set
/// must live until it is freed.
CCurlCode ccurl_set_callbacks(CCurlEasy *_Nonnull easy, const CCurlCallbacks *_Nonnull callbacks,
                              void *_Nonnull context, CCurlSockets *_Nonnull sockets);
/// Returns the number of request bytes written so far.
int64_t ccurl_request_size(CCurlEasy *_Nonnull easy);
const char *_Nonnull ccurl_code_text(CCurlCode code);

/// Appends a copy of a line, and returns the list; null, with the list unchanged, without memory.
CCurlList *_Nullable ccurl_list_append(CCurlList *_Nullable list, const char *_Nonnull line);
void ccurl_list_free(CCurlList *_Nullable list);

// MARK: - Multi interface

/// Creates an empty list of sockets; null without memory.
CCurlSockets *_Nullable ccurl_sockets_create(void);
void ccurl_sockets_free(CCurlSockets *_Nonnull sockets);
/// Marks the connection between two ports as used by a request that is about to be sent.
///
/// Returns false if an earlier request used it and unsolicited data waits on it, which would be taken
/// for the response.
bool ccurl_sockets_begin(CCurlSockets *_Nonnull sockets, int peer_port, int own_port);

/// Creates a set whose descriptors child processes do not inherit.
CCurlMulti *_Nullable ccurl_multi_create(int64_t maximum_idle_connections);
void ccurl_multi_free(CCurlMulti *_Nonnull multi);
/// Returns whether the transfer was added.
bool ccurl_multi_add(CCurlMulti *_Nonnull multi, CCurlEasy *_Nonnull easy);
void ccurl_multi_remove(CCurlMulti *_Nonnull multi, CCurlEasy *_Nonnull easy);
/// Does what can be done without waiting.
void ccurl_multi_perform(CCurlMulti *_Nonnull multi);
/// Returns the next transfer that has ended, with its result; null if there is none.
CCurlEasy *_Nullable ccurl_multi_next_result(CCurlMulti *_Nonnull multi,
                                             CCurlCode *_Nonnull result);
/// Waits until a socket, the descriptor or a timer needs attention; can return earlier.
void ccurl_multi_wait(CCurlMulti *_Nullable multi, int32_t descriptor, int32_t milliseconds);

// MARK: - Threads and descriptors

/// Starts a detached thread that no asynchronous signal is delivered to; returns whether it
/// started. `SIGPIPE` is among the blocked signals: TLS libraries write without `MSG_NOSIGNAL`.
bool ccurl_start_thread(void (*_Nonnull body)(void *_Nonnull context), void *_Nonnull context);

/// Creates a descriptor that becomes readable when it is signalled; -1 if there is none left.
int32_t ccurl_signal_create(void);
void ccurl_signal_raise(int32_t descriptor);
void ccurl_signal_reset(int32_t descriptor);
void ccurl_signal_free(int32_t descriptor);

/// Creates a file in memory with these bytes, whose path is `/proc/self/fd/` and the result; -1 if
/// it can't be created.
int32_t ccurl_memory_file(const void *_Nonnull bytes, size_t count);

#endif
#endif
