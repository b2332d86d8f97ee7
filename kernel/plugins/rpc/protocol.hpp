// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

/// What the counter and a `guichet-worker` say to each other: this file is the whole protocol.
///
/// The two share one stream socket; in the worker it is descriptor 3. Both sides send frames:
///
///     u32  little endian, bytes that follow (at most 1 MiB + 16 KiB)
///     u32  little endian, bytes of the head (at most 16 KiB)
///     head one JSON object: what is said
///     body the payload, one JSON value as text, or nothing. Nobody on the way parses it: a payload is written once
///          by the one who sends it and read once by the one it is for, who checks that it is JSON and not too deep
///
/// From the counter to the worker:
///
///     {"type":"hello","protocol":1,"plugin":"it","version":"1.4.0","threads":1}           first, once
///     {"type":"call","id":7,"extension":"guichet.automation/1","function":"run","name":"unlock-account",
///      "deadline_ms":5000,"language":"fr","job":"...","attempt":1}                         body: input
///     {"type":"host-reply","id":3,"code":0}                                                body: what was asked for
///     {"type":"host-reply","id":4,"code":0,"descriptor":true}
///                                                  the same, and one open descriptor travels with it (SCM_RIGHTS on
///                                                  the first byte of the frame). Exactly one for each such frame, and
///                                                  none with any other: the n-th descriptor is that of the n-th
///     {"type":"cancel","id":7}                     nobody waits for this call any more; answer it soon all the same
///     {"type":"drain","grace_ms":5000}             no call will follow: finish, stop the plugin, say bye, exit
///
/// From the worker to the counter:
///
///     {"type":"hello","protocol":1,"abi":[1,0],"extensions":["guichet.automation/1"],
///      "sandbox":{"seccomp":"in force", ...}}      the plugin has started and may be called
///     {"type":"refused","reason":"no-entry","detail":"..."}
///                                                  it cannot be used, and trying again would not help
///     {"type":"reply","id":7,"code":0,"why":""}    exactly one for each call; body: output
///     {"type":"host-call","id":3,"call":7,"extension":"guichet.requests/1","function":"comment"}
///                                                  what the plugin asks while call 7 runs (0: during start).
///                                                  body: payload, an object whose members are called like the
///                                                  parameters of the C function. Exactly one host-reply follows,
///                                                  while 7 lives
///     {"type":"log","level":1,"text":"..."}        at most 4 KiB of text
///     {"type":"bye"}
///
/// Codes are those of guichet/error.h. Numbers of calls rise and are never used twice by one process. A worker that
/// breaks any of this is killed: a process that lies once can only be believed after a fresh start. The counter's
/// word is trusted by the worker.
namespace guichet::plugins::rpc {

inline constexpr int version = 1;
inline constexpr int worker_descriptor = 3;           ///< where a worker finds its socket
inline constexpr std::size_t max_body = 1024 * 1024;  ///< bytes of one payload
inline constexpr std::size_t max_head = 16 * 1024;    ///< bytes of one head
inline constexpr std::size_t max_frame = max_body + max_head;
inline constexpr std::size_t max_depth = 64;       ///< levels of arrays and objects in a payload
inline constexpr std::size_t max_log_text = 4096;  ///< bytes of one log line

}  // namespace guichet::plugins::rpc
