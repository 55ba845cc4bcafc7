// SPDX-License-Identifier: Apache-2.0

#if Gateway
  import Testing
#endif
