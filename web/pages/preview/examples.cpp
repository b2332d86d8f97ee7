// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/pages/preview/examples.hpp"

#include "web/pages/template/view.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace guichet::web::pages {
namespace {

nlohmann::json read_json(const std::filesystem::path& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("no " + path.string());
  return nlohmann::json::parse(file);
}

}  // namespace

std::vector<Example> read_examples(const std::string& folder) {
  const nlohmann::json frame = read_json(std::filesystem::path(folder) / "frame.json");
  std::vector<Example> examples;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string stem = entry.path().stem().string();
    if (entry.path().extension() != ".json" || stem == "frame") continue;
    const nlohmann::json file = read_json(entry.path());
    for (const auto& [state, data] : file.at("states").items()) {
      Example example;
      example.name = stem + (state == "usual" ? "" : "-" + state);
      example.template_name = file.value("template", stem);
      example.whole_page = file.value("whole_page", true);
      example.data = frame.at(file.value("who", "requester"));
      // What every state of the page shares, then what is this state's own.
      example.data.update(file.value("common", nlohmann::json::object()));
      example.data.update(data);
      examples.push_back(std::move(example));
    }
  }
  std::sort(examples.begin(), examples.end(),
            [](const Example& left, const Example& right) { return left.name < right.name; });
  return examples;
}

Templates load_templates(const std::string& build_folder) {
  const nlohmann::json manifest = read_json(std::filesystem::path(build_folder) / "assets" / "manifest.json");
  domain::Result<Templates> templates =
      Templates::load(build_folder + "/templates", build_folder + "/locales", [&](std::string_view name) {
        const auto found = manifest.find(std::string(name));
        return found == manifest.end() ? std::string() : "/assets/" + found->get<std::string>();
      });
  if (!templates) throw std::runtime_error(templates.error().detail);
  return std::move(templates.value());
}

std::string render(const Templates& templates, const Example& example, domain::Language language) {
  const mstch::node node = node_of(example.data);
  return example.whole_page ? templates.page(example.template_name, language).render(node)
                            : templates.piece(example.template_name, language).render(node);
}

}  // namespace guichet::web::pages
