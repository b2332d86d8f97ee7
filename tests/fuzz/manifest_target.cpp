// SPDX-License-Identifier: GPL-3.0-or-later
// The manifest of a bundle, as an administrator installs it: refused with a reason, or whole and usable.
#include "kernel/plugins/authoring/sample_sources.hpp"
#include "kernel/plugins/bundle.hpp"
#include "kernel/plugins/rules/schema.hpp"
#include "tests/fuzz/target.hpp"

namespace guichet::fuzz {
namespace {

const plugins::authoring::Compilation& sample() {
  static const auto compiled =
      plugins::authoring::compile_sources(plugins::authoring::sample_sources(), plugins::authoring::no_library);
  return compiled;
}

// What a page does with a service that a stranger described.
void use(const plugins::Snapshot& snapshot) {
  const domain::Places places;
  const domain::FormContext nobody{nullptr, &places, "2026-11-24"};
  for (const domain::Service& service : snapshot.services) {
    (void)domain::shown_fields(service.form, nlohmann::json::object(), nobody);
    const auto checked = domain::check_answers(service.form, nlohmann::json::object(), nobody);
    must(checked.ok() || !checked.error().fields.empty(), "a form refuses with a field");
  }
  for (const domain::Article& article : snapshot.articles) must(!article.id.empty(), "an article has a name");
}

}  // namespace

void read(std::string_view bytes) {
  if (!plugins::is_shallow(bytes)) return;
  const nlohmann::json manifest = nlohmann::json::parse(bytes, nullptr, false);
  if (manifest.is_discarded() || !manifest.is_object() || !manifest.contains("files") ||
      !manifest["files"].is_object()) {
    return;  // what read_bundle refuses before it asks
  }
  const auto bundle = plugins::bundle_of(manifest, sample().documents, "f");
  if (!bundle) {
    must(bundle.error().kind == domain::ErrorKind::invalid && !bundle.error().detail.empty(),
         "a refusal says what an administrator must know");
    return;
  }
  const auto again = plugins::bundle_of(nlohmann::json::parse(bundle->manifest.dump()), sample().documents, "f");
  must(again.ok() && again->manifest == bundle->manifest, "a manifest that holds, holds again");

  const auto other = plugins::bundle_of(sample().manifest, sample().documents, "s");
  must(other.ok(), "the sample holds");
  const auto compiled = plugins::compile_snapshot({*other, *bundle});
  must(compiled.snapshot != nullptr, "there is always a snapshot");
  must(compiled.snapshot->plugin("school") != nullptr, "a stranger does not push an installed plugin out");
  use(*compiled.snapshot);
  use(*plugins::compile_snapshot({*bundle}).snapshot);
}

std::vector<std::string> seeds() {
  const nlohmann::json whole = sample().manifest;
  nlohmann::json small = whole;
  for (const char* const part : {"services", "articles", "routing", "automations", "teams", "themes"})
    small.erase(part);
  small["id"] = "other";
  nlohmann::json renamed = whole;
  renamed["id"] = "other";
  return {whole.dump(), small.dump(), renamed.dump()};
}

std::vector<std::string> pieces() {
  return {R"("answers.what")",
          R"({"var":"answers.what"})",
          R"({"fr":"é","en":"e"})",
          R"("form")",
          R"("when")",
          R"("routing")",
          R"("workflow")",
          R"("otherwise")",
          R"("needs")",
          R"("prefill")",
          R"("min_date")",
          R"("today+30d")",
          R"("options")",
          R"({"value":"x","label":{"fr":"x","en":"x"}})",
          R"({"id":"f","type":"date-range","label":{"fr":"x","en":"x"}})",
          R"("school/desk")",
          R"(">=0.1 <1.0")",
          R"("docs/sit.md")",
          R"("../../x")",
          R"("SIGNATURE")",
          R"("manifest.json")",
          "1e400",
          "-0",
          R"("4h")",
          R"("99999999999999d")"};
}

}  // namespace guichet::fuzz
