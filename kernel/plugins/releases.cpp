// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/plugins/releases.hpp"

#include "kernel/domain/step_read.hpp"
#include "kernel/plugins/sha256.hpp"

#include <algorithm>

namespace guichet::plugins {

std::string missing_for(const Snapshot& snapshot, const domain::Service& service) {
  std::string missing;
  const auto need = [&missing](bool there, const std::string& what) {
    if (!there && missing.empty()) missing = what;
  };
  const auto team = [&](const std::string& id) {
    if (!id.empty()) need(snapshot.team(id) != nullptr, "names the team " + id + ", which is not there");
  };
  for (const domain::Route& route : service.route) team(route.team);
  domain::for_each_reference(service.workflow, [&](const char* kind, const std::string& id, const std::string&) {
    const std::string name = kind;
    if (id.empty()) return;
    if (name == "team") team(id);
    if (name == "automation") {
      need(snapshot.automation(id) != nullptr, "names the automation " + id + ", which is not there");
    }
    if (name == "service") {
      need(snapshot.service(id) != nullptr || id == service.id, "names the service " + id + ", which is not there");
    }
  });
  return missing;
}

SnapshotPtr with_services(const Snapshot& snapshot, const std::vector<PortalService>& services,
                          std::vector<std::pair<std::string, std::string>>& problems) {
  auto changed = std::make_shared<Snapshot>(snapshot);
  Sha256 fingerprint;
  fingerprint.add(snapshot.fingerprint.data(), snapshot.fingerprint.size());
  // First all of them: two that name each other are both there in the end.
  std::vector<domain::Service> read;
  std::vector<const PortalService*> from;
  for (const PortalService& one : services) {
    if (snapshot.plugin(one.department) == nullptr) continue;  // a department that is away takes its services with it
    auto service = domain::service_from_json(one.definition, one.department);
    if (!service || service->id != one.service) {
      problems.emplace_back(one.department, one.service + ": " + (service ? "has another id" : service.error().detail));
      continue;
    }
    std::erase_if(service->answers, [&](const std::string& article) {
      return snapshot.article(article, domain::Language::fr) == nullptr;
    });
    read.push_back(std::move(*service));
    from.push_back(&one);
  }
  const auto put = [&](const domain::Service& service, const nlohmann::json& definition) {
    for (std::size_t i = 0; i < changed->services.size(); ++i) {
      if (changed->services[i].id != service.id) continue;
      changed->services[i] = service;
      changed->service_definitions[i] = definition;
      return;
    }
    changed->services.push_back(service);
    changed->service_definitions.push_back(definition);
  };
  for (std::size_t i = 0; i < read.size(); ++i) put(read[i], from[i]->definition);
  changed->index();
  std::vector<std::size_t> lacking;
  for (std::size_t i = 0; i < read.size(); ++i) {
    const std::string missing = missing_for(*changed, read[i]);
    if (missing.empty()) {
      const std::string part = read[i].id + "\n" + from[i]->definition.dump() + "\n";
      fingerprint.add(part.data(), part.size());
      continue;
    }
    problems.emplace_back(from[i]->department, read[i].id + " " + missing);
    lacking.push_back(i);
  }
  for (const std::size_t i : lacking) {
    if (const auto* const own = snapshot.service(read[i].id)) {
      put(*own, *snapshot.definition(own->id));
      continue;
    }
    const auto at = std::find_if(changed->services.begin(), changed->services.end(),
                                 [&](const auto& service) { return service.id == read[i].id; });
    changed->service_definitions.erase(changed->service_definitions.begin() + (at - changed->services.begin()));
    changed->services.erase(at);
  }
  changed->index();
  if (lacking.size() < read.size()) changed->fingerprint = fingerprint.finish();
  return changed;
}

}  // namespace guichet::plugins
