// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <guichet/plugin.h>
#include <guichet/sdk/answer.hpp>

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

/// Between the words of C++ and those of the contract.
namespace guichet::sdk::detail {

inline guichet_str to_str(std::string_view text) {
  return {text.data(), text.size()};
}
inline guichet_json to_json_text(std::string_view text) {
  return {text.data(), text.size()};
}
inline std::string_view view(guichet_str text) {
  return text.ptr ? std::string_view(text.ptr, text.len) : std::string_view();
}
inline std::string_view view(guichet_json text) {
  return text.ptr ? std::string_view(text.ptr, text.len) : std::string_view();
}

// While somebody waits for each saved file (guichet-sdk run), reading and writing JSON is compiled once, by quick.cpp
// of the CMake package, rather than again with every file of the plugin.
#if defined(GUICHET_SDK_QUICK)
/// Text that is not UTF-8 is replaced rather than thrown at the plugin.
std::string dump(const nlohmann::json& value);
/// An empty text is null.
nlohmann::json parse(std::string_view text);
/// As `parse`; text that is no JSON is a discarded value rather than an exception.
nlohmann::json parse_or_discard(std::string_view text);
#else
#if !defined(GUICHET_SDK_BODIES)
#define GUICHET_SDK_BODIES inline
#endif
GUICHET_SDK_BODIES std::string dump(const nlohmann::json& value) {
  return value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}
GUICHET_SDK_BODIES nlohmann::json parse(std::string_view text) {
  return text.empty() ? nlohmann::json() : nlohmann::json::parse(text);
}
GUICHET_SDK_BODIES nlohmann::json parse_or_discard(std::string_view text) {
  return text.empty() ? nlohmann::json() : nlohmann::json::parse(text, nullptr, false);
}
#undef GUICHET_SDK_BODIES
#endif

/// Collects what the counter answers. `ask` is given the sink and returns the code.
template <typename Ask>
Answer collect(Ask ask) {
  std::string text;
  const guichet_sink sink{&text, [](void* ctx, const void* bytes, std::uint64_t length) -> std::int32_t {
                            try {
                              static_cast<std::string*>(ctx)->append(static_cast<const char*>(bytes), length);
                              return GUICHET_OK;
                            } catch (...) {
                              return GUICHET_E_LIMIT;
                            }
                          }};
  Answer answer;
  answer.code = ask(&sink);
  answer.value = parse_or_discard(text);
  return answer;
}

/// A table of the host by its id, or null.
template <typename Table>
const Table* table(const guichet_host* host, const char* id) {
  return static_cast<const Table*>(host->get_extension(host, id));
}

}  // namespace guichet::sdk::detail
