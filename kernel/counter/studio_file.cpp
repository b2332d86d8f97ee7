// SPDX-License-Identifier: GPL-3.0-or-later
// A draft as the file of a module, and back.
#include "kernel/counter/facts.hpp"
#include "kernel/counter/studio.hpp"
#include "kernel/counter/studio_edit.hpp"
#include "kernel/plugins/authoring/write_yaml.hpp"
#include "kernel/plugins/authoring/yaml.hpp"

namespace guichet::counter {
namespace {

using domain::Done;
using domain::Error;
using domain::Result;
using nlohmann::json;

Error wrong(const char* field, const char* message, json parameters = json::object()) {
  return {domain::ErrorKind::invalid, "error.form.check", {}, {{field, message, std::move(parameters)}}, ""};
}

}  // namespace

Result<std::string> draft_as_yaml(const Counter& counter, const Asker& asker, std::int64_t id) {
  if (asker.viewer == nullptr) return sign_in_needed();
  storage::Reader reader = counter.database.read();
  const auto draft = storage::ServiceDrafts(reader).find(id);
  if (!draft || !rights_on(asker, *draft).write) return no_such_draft();
  return plugins::authoring::write_yaml(draft->definition);
}

Result<Done> take_yaml(const Counter& counter, const Asker& asker, std::int64_t id, std::int64_t version,
                       const std::string& yaml) {
  const auto document = plugins::authoring::read_yaml(yaml);
  if (!document.problems.empty()) {
    const auto& problem = document.problems.front();
    return wrong("yaml", "error.studio.yaml", {{"line", problem.line}, {"why", problem.text}});
  }
  if (!document.value.is_object()) return wrong("yaml", "error.studio.yaml-keys");
  return edit_draft(counter, asker, id, version, [&](json& definition) -> Result<Done> {
    const std::string own = string_at(definition, "id");
    if (string_at(document.value, "id") != own) return wrong("yaml", "error.studio.yaml-id", {{"id", own}});
    definition = document.value;
    return Done{};
  });
}

}  // namespace guichet::counter
