// SPDX-License-Identifier: GPL-3.0-or-later
// A service that works first where something is at stake, accepted by its name or no longer.
#include "web/pages/module_trust.hpp"

#include "kernel/counter/trust.hpp"
#include "kernel/domain/ids.hpp"
#include "web/pages/errors.hpp"
#include "web/pages/module_pages.hpp"
#include "web/pages/module_words.hpp"
#include "web/pages/words_pages.hpp"

namespace guichet::web::pages {
namespace {

using counter::TrustAtStake;

std::string service_of(const Visit& visit) {
  return module_of(visit) + "/" + std::string(visit.request().path_parameters.value("service").substr(0, 200));
}

std::string accepted_text(const Visit& visit, const TrustAtStake& service) {
  if (service.accepted == 0 || service.grew) return {};
  return visit.texts().text("trust.accepted",
                            {{"who", service.accepted_by}, {"when", visit.moments().shown(service.accepted)}});
}

std::string stake_text(const Visit& visit, const counter::StepAtStake& step) {
  const char* key = step.stakes.size() != 1           ? "trust.stake-both"
                    : step.stakes.front() == "rights" ? "trust.stake-rights"
                                                      : "trust.stake-money";
  return visit.texts().text(
      key, {{"step", step.step.in(visit.language())}, {"approval", step.approval.in(visit.language())}});
}

server::Response show(Visit& visit, const std::string& typed, const std::string& wrong, int status) {
  const std::string id = service_of(visit);
  const auto found = counter::trust_of(visit.counter(), visit.asker(), id);
  if (!found) return show_error(visit, found.error());
  std::vector<View> steps;
  for (const auto& step : found->steps) steps.push_back(View().text("text", stake_text(visit, step)));
  View data;
  data.text("service_title", found->title.in(visit.language()))
      .text("url", url_of_trust(id))
      .text("back_url", url_of_module(module_of(visit)))
      .text("back", module_of(visit))
      .list("steps", std::move(steps))
      .maybe("accepted", accepted_text(visit, *found))
      .flag("grew", found->grew)
      .text("typed_name", typed)
      .maybe("name_wrong", wrong);
  std::vector<std::pair<std::string, std::string>> errors;
  if (!wrong.empty()) errors.emplace_back("nom", wrong);
  add_errors(data, errors);
  return visit.page("module-trust", std::move(data), Section::modules, status);
}

server::Response settle(Visit& visit, const domain::Result<domain::Done>& done, const char* said,
                        const std::string& typed) {
  if (done) return visit.go_to(url_of_module(module_of(visit)) + "?dit=" + said);
  if (done.error().fields.empty()) return show_error(visit, done.error());
  return show(visit, typed, wrong_in(visit, done.error().fields, "name"), 422);
}

server::Response accept(Visit& visit) {
  const std::string typed(visit.request().form.value("nom").substr(0, 400));
  return settle(visit, counter::accept_trust(visit.counter(), visit.asker(), service_of(visit), typed),
                "trust-accepted", typed);
}

server::Response withdraw(Visit& visit) {
  return settle(visit, counter::withdraw_trust(visit.counter(), visit.asker(), service_of(visit)), "trust-withdrawn",
                "");
}

}  // namespace

std::string url_of_trust(const std::string& service) {
  return url_of_module(domain::plugin_of(service)) + "/confiance/" + domain::id_within(service);
}

void add_trust(View& data, const Visit& visit, const std::string& module) {
  std::vector<View> views;
  if (const auto all = counter::trust_at_stake(visit.counter(), visit.asker(), module)) {
    for (const TrustAtStake& each : *all) {
      const std::string accepted = accepted_text(visit, each);
      views.push_back(
          View()
              .text("trust_url", url_of_trust(each.service))
              .text("trust_title", each.title.in(visit.language()))
              .text("trust_state",
                    !accepted.empty() ? accepted : visit.texts().text(each.grew ? "trust.grew" : "trust.asked-before"))
              .text("trust_tone", accepted.empty() ? "waiting" : "active"));
    }
  }
  data.flag("has_trust", !views.empty()).list("trust", std::move(views));
}

void add_module_trust(Pages& pages) {
  const std::string base = "/modules/{module}/confiance/{service}";
  pages.get(base, [](Visit& visit) { return show(visit, "", "", 200); });
  pages.post(base, accept);
  pages.post(base + "/retirer", withdraw);
  pages.get(base + "/retirer", [](Visit& visit) { return visit.go_to(url_of_trust(service_of(visit))); });
}

}  // namespace guichet::web::pages
