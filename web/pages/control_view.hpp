// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/pages/visit.hpp"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace guichet::web::pages {

/// A form of ours whose questions no department wrote, as parts/question shows them. Each is named in the page and in
/// the form alike; what is wrong with one stands beside it and in the summary above. Borrows the visit; one page.
class Controls {
 public:
  /// `errors` name controls; one without a name is about the whole.
  explicit Controls(const Visit& visit, std::vector<domain::FieldError> errors = {})
      : visit_(visit), errors_(std::move(errors)) {}

  struct Look {
    const char* hint = nullptr;  ///< a key
    bool required = false;
    const char* size = "long";  ///< short, medium, long
    const char* type = "text";
    int longest = 200;  ///< characters; 0: not said
  };
  using Options = std::vector<std::pair<std::string, std::string>>;  ///< value and text

  // `label` is a key.
  void heading(const char* label);
  void line(const char* name, const char* label, const std::string& value, const Look& look);
  void line(const char* name, const char* label, const std::string& value) { line(name, label, value, Look{}); }
  void area(const char* name, const char* label, const std::string& value, const Look& look);
  /// A list to choose one of; "" is offered first unless it is required.
  void list(const char* name, const char* label, const std::string& value, const Options& options, const Look& look);
  void list(const char* name, const char* label, const std::string& value, const Options& options) {
    list(name, label, value, options, Look{});
  }
  /// The same with a label that somebody wrote.
  void titled_list(const char* name, const std::string& title, const std::string& value, const Options& options,
                   const Look& look);
  void many(const char* name, const char* label, const std::vector<std::string>& values, const Options& options,
            const char* hint = nullptr);
  void tick(const char* name, const char* label, bool value, const char* hint = nullptr);
  /// Somebody by name or sign-in name, looked for while it is typed.
  void person(const char* name, const char* label, const std::string& value, const Look& look);

  /// The questions as `NAME` and the summary above them.
  void add_to(View& data, const char* name);

 private:
  View& add(const char* name, const char* label, const Look& look);
  View& add_titled(const char* name, const std::string& label, const Look& look);
  static std::vector<View> options_of(const std::string& id, const Options& options,
                                      const std::vector<std::string>& chosen);

  const Visit& visit_;
  std::vector<domain::FieldError> errors_;
  std::vector<View> views_;
  std::map<std::string, std::string> labels_;  // by name
};

/// The lines of a text that are not empty, without the spaces around them.
[[nodiscard]] std::vector<std::string> lines_in(std::string_view text);
[[nodiscard]] std::string joined_lines(const std::vector<std::string>& lines);

}  // namespace guichet::web::pages
