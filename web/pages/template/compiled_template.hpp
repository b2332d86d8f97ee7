// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <mstch/mstch.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace guichet::web::pages {

/// A specialised template made cheap to render. mstch::render parses its template again at each rendering, one
/// character after the other, which was two fifths of the work for a request's page; here the template is parsed once,
/// and mstch's data is rendered from that as mstch itself does it (the tests compare the two). Immutable; any thread.
class CompiledTemplate {
 public:
  /// `mustache` is what `specialise` answers: texts, {{name}}, {{{name}}}, {{&name}}, {{#name}}, {{^name}} and
  /// {{/name}}, sections balanced.
  explicit CompiledTemplate(std::string_view mustache);

  /// Data without lambdas and objects, which View does not make: they render as nothing.
  [[nodiscard]] std::string render(const mstch::node& data) const;

 private:
  struct Part {
    enum class Kind { text, value, raw_value, section, inverted };
    Kind kind = Kind::text;
    std::string text;          ///< itself, or the name of what stands there
    std::vector<Part> inside;  ///< of a section
  };
  class Rendering;

  [[nodiscard]] static std::vector<Part> parse(std::string_view& rest);

  std::vector<Part> parts_;
  std::size_t fixed_ = 0;  ///< bytes of text, each counted once: a first guess of a page's size
};

/// What `{{name}}` becomes: & < > " ' escaped, and a control character that no browser shows taken out.
[[nodiscard]] std::string escaped(const std::string& text);

}  // namespace guichet::web::pages
