// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/template/templates.hpp"

#include "web/pages/template/specialise.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace guichet::web::pages {
namespace {

constexpr std::string_view suffix = ".mustache";

std::optional<std::string> read_text(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

domain::Error broken(std::string detail) {
  return {domain::ErrorKind::internal, "error.internal", nlohmann::json::object(), {}, std::move(detail)};
}

const CompiledTemplate& named(const std::map<std::string, CompiledTemplate, std::less<>>& set, std::string_view name) {
  const auto found = set.find(name);
  if (found == set.end()) throw std::out_of_range("no template " + std::string(name));
  return found->second;
}

}  // namespace

domain::Result<Templates> Templates::load(const std::string& folder, const std::string& locales,
                                          const std::function<std::string(std::string_view)>& asset) {
  std::map<std::string, std::string, std::less<>> sources, parts;
  std::error_code problem;
  for (const auto& [where, into] : {std::pair{std::filesystem::path(folder), &sources},
                                    std::pair{std::filesystem::path(folder) / "parts", &parts}}) {
    for (const auto& entry : std::filesystem::directory_iterator(where, problem)) {
      if (entry.path().extension() != suffix) continue;
      if (auto text = read_text(entry.path())) into->emplace(entry.path().stem().string(), std::move(*text));
    }
  }
  const auto layout = parts.find("layout");
  if (sources.empty() || layout == parts.end()) return broken("no templates in " + folder);

  std::vector<Language> languages;
  for (const domain::Language code : {domain::Language::fr, domain::Language::en}) {
    domain::Result<Catalogue> catalogue = Catalogue::load(locales, code);
    if (!catalogue) return catalogue.error();
    Language language{std::move(catalogue.value()), {}, {}};
    const Specialisation with{&language.catalogue,
                              [&](std::string_view name) -> std::optional<std::string> {
                                const auto part = parts.find(name);
                                if (part == parts.end()) return std::nullopt;
                                return part->second;
                              },
                              asset};
    for (const auto& [name, source] : sources) {
      const domain::Result<std::string> page = specialise_page(layout->second, source, with);
      if (!page) return broken(name + " (" + std::string(domain::code_of(code)) + "): " + page.error().detail);
      language.pages.emplace(name, CompiledTemplate(page.value()));
      const domain::Result<std::string> piece = specialise(source, with);
      if (!piece) return broken(name + " (" + std::string(domain::code_of(code)) + "): " + piece.error().detail);
      language.pieces.emplace(name, CompiledTemplate(piece.value()));
    }
    languages.push_back(std::move(language));
  }
  return Templates(std::move(languages[0]), std::move(languages[1]));
}

const Catalogue& Templates::catalogue(domain::Language language) const {
  return in(language).catalogue;
}

const CompiledTemplate& Templates::page(std::string_view name, domain::Language language) const {
  return named(in(language).pages, name);
}

const CompiledTemplate& Templates::piece(std::string_view name, domain::Language language) const {
  return named(in(language).pieces, name);
}

std::vector<std::string> Templates::names() const {
  std::vector<std::string> names;
  for (const auto& [name, ignored] : french_.pages) names.push_back(name);
  return names;
}

}  // namespace guichet::web::pages
