// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

print(V2Translator(), URLSessionTransport.self)
