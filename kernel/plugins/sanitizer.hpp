// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace guichet::plugins {

/// Whether this program is built with a sanitizer whose own memory is many times the plugin's: limits of memory would
/// then measure the sanitizer.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool under_sanitizer = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
inline constexpr bool under_sanitizer = true;
#else
inline constexpr bool under_sanitizer = false;
#endif
#else
inline constexpr bool under_sanitizer = false;
#endif

}  // namespace guichet::plugins
