// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <mstch/mstch.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace guichet::web::pages {

/// A specialised template made cheap to render. mstch parses its template again at each rendering, one character after
/// the other; so that it sees as few as possible, every run of fixed text is replaced by a mark of three bytes, and put
/// back in one pass over what mstch answers. Immutable; any thread.
class CompiledTemplate {
 public:
  /// `mustache` is what `specialise` answers.
  explicit CompiledTemplate(std::string_view mustache);

  [[nodiscard]] std::string render(const mstch::node& data) const;

 private:
  [[nodiscard]] std::string mark_for(std::string_view literal);

  std::string marked_;
  std::vector<std::string> literals_;
};

/// What `{{name}}` becomes: & < > " ' escaped, and the mark's first byte taken out, so that no data can be taken for a
/// mark. Set once for mstch by the first CompiledTemplate.
[[nodiscard]] std::string escaped(const std::string& text);

}  // namespace guichet::web::pages
