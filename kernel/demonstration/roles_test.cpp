// SPDX-License-Identifier: GPL-3.0-or-later
// Whoever a plugin of ours asks by role can be found in the demonstration, or its workflows would all fall back.
#include "kernel/demonstration/roles.hpp"

#include "kernel/demonstration/demonstration.hpp"
#include "kernel/demonstration/university.hpp"
#include "kernel/plugins/authoring/yaml.hpp"
#include "tests/support/counter_fixture.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace guichet::demonstration {
namespace {

using nlohmann::json;

/// A role that a plugin names, and over what.
struct Asked {
  std::string role, of, where;
  json form;
};

void gather(const json& value, const std::string& where, const json& form, std::vector<Asked>& found) {
  if (value.is_object() && value.contains("role") && value["role"].is_string())
    found.push_back({value["role"].get<std::string>(), value.value("of", ""), where, form});
  if (!value.is_structured()) return;
  for (const auto& each : value) gather(each, where, form, found);
}

std::vector<Asked> roles_asked() {
  std::vector<Asked> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(GUICHET_PLUGIN_SOURCES)) {
    if (entry.path().extension() != ".yaml" || entry.path().parent_path().filename() != "services") continue;
    std::ifstream file(entry.path());
    std::stringstream text;
    text << file.rdbuf();
    const json service = plugins::authoring::read_yaml(text.str()).value;
    gather(service.value("workflow", json::array()), entry.path().string(), service.value("form", json::array()),
           found);
  }
  return found;
}

bool asks_for_a_place(const json& form, const std::string& field) {
  return std::any_of(form.begin(), form.end(), [&](const json& each) {
    return each.value("id", "") == field && each.value("type", "") == "place";
  });
}

/// Every structure that "requester.component", "answers.PLACE" or an id may stand for.
std::vector<std::string> structures(const Asked& asked) {
  std::vector<std::string> all;
  if (asked.of == "requester.component") {
    for (const auto& each : components()) all.push_back(each.id);
  } else if (asked.of == "requester.campus" ||
             (asked.of.rfind("answers.", 0) == 0 && asks_for_a_place(asked.form, asked.of.substr(8)))) {
    for (const auto& each : places()) {
      if (each.parent.empty()) all.push_back(each.id);
    }
  } else {
    all.push_back(asked.of);
  }
  return all;
}

TEST(DemonstrationRoles, EveryRoleThatAPluginNamesHasAHolder) {
  test::DatabasePlace place{storage::Dialect::sqlite};
  auto database = std::move(storage::Database::open(place.where())).value();
  matching::RequestSearch search(place.folder() + "/search");
  const auto filled = fill(*database, search, *test::sample_snapshot(), domain::university_calendar(), {50, 0},
                           test::morning, [](const char*, std::int64_t, std::int64_t) {});
  ASSERT_TRUE(filled.ok()) << filled.error().detail;
  const auto all = roles_asked();
  EXPECT_GE(all.size(), 20U) << "the plugins are not where they were looked for";
  storage::Reader reader = database->read();
  storage::StructureRoles roles(reader);
  for (const auto& asked : all) {
    for (const auto& structure : structures(asked)) {
      EXPECT_FALSE(roles.holders(asked.role, structure).empty())
          << asked.where << ": nobody is " << asked.role << " of \"" << structure << '"';
    }
  }
}

}  // namespace
}  // namespace guichet::demonstration
