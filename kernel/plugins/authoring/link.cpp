// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/authoring/link.hpp"

#include "kernel/plugins/rules/format.hpp"
#include "kernel/plugins/rules/suggestion.hpp"

#include <algorithm>

namespace guichet::plugins::authoring {
namespace {

using Target = LinkTarget::Kind;

LinkTarget refused(std::string problem) {
  return {Target::refused, "", "", std::move(problem)};
}

std::string in_lower_case(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return lower;
}

LinkTarget inside(Target kind, std::string_view rest, std::string_view plugin, std::string_view target) {
  const std::string_view reference = rest.substr(0, rest.find('#'));
  const std::string_view fragment = rest.substr(reference.size());
  if (!format_problem("guichet-reference", reference).empty()) {
    return refused(in_quotes(target) + " does not name a page: write \"article:ID\" or \"service:ID\"");
  }
  const bool full = reference.find('/') != std::string_view::npos;
  const std::string id = full ? std::string(reference) : std::string(plugin) + "/" + std::string(reference);
  return {kind, (kind == Target::article ? "/fiches/" : "/services/") + id + std::string(fragment), id, ""};
}

}  // namespace

LinkTarget judge_link(std::string_view target, std::string_view plugin) {
  constexpr std::size_t longest = 2000;
  const bool odd = std::any_of(target.begin(), target.end(), [](char c) {
    return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F || c == '\\' || c == '"' || c == '<' || c == '>';
  });
  if (target.empty()) return refused("a link has no target");
  if (target.size() > longest || odd)
    return refused(in_quotes(target) + " is not a link: it is too long or holds spaces or odd characters");
  if (target.front() == '#') return {Target::fragment, std::string(target), "", ""};

  const std::size_t colon = target.find(':');
  const std::string scheme = colon == std::string_view::npos ? "" : in_lower_case(target.substr(0, colon));
  const std::string_view rest = colon == std::string_view::npos ? target : target.substr(colon + 1);
  if (scheme == "article") return inside(Target::article, rest, plugin, target);
  if (scheme == "service") return inside(Target::service, rest, plugin, target);
  const bool address = (scheme == "http" || scheme == "https") && rest.size() > 2 && rest.substr(0, 2) == "//";
  if (address || ((scheme == "mailto" || scheme == "tel") && !rest.empty()))
    return {Target::outside, scheme + ":" + std::string(rest), "", ""};
  return refused(
      in_quotes(target) +
      " may not be linked: use http, https, mailto or tel, or \"article:ID\" and \"service:ID\" for our own pages");
}

}  // namespace guichet::plugins::authoring
