// SPDX-License-Identifier: GPL-3.0-or-later
// A bundle comes in: it is uploaded, looked at, and installed only when the administrator has seen what it is.
#include "kernel/domain/typed_text.hpp"
#include "web/pages/errors.hpp"
#include "web/pages/form_input.hpp"
#include "web/pages/module_pages.hpp"
#include "web/pages/module_words.hpp"
#include "web/server/text.hpp"

#include <algorithm>

namespace guichet::web::pages {
namespace {

using counter::BundleInspection;
using counter::ContributionView;
using counter::Trust;

constexpr const char* new_module_url = "/nouveau-module";
constexpr std::size_t shown_changes = 30;  // of a sort

using ErrorLines = std::vector<std::pair<std::string, std::string>>;

/// For which module a file is asked; all empty: for a new one.
struct Upload {
  std::string id, name;
};

server::Response show_upload(Visit& visit, const Upload& upload, const ErrorLines& errors, int status) {
  const Catalogue& texts = visit.texts();
  const bool fresh = upload.id.empty();
  View data;
  data.text("title", fresh ? texts.text("modules.add") : texts.text("modules.upgrade-title", {{"module", upload.name}}))
      .text("url", fresh ? new_module_url : url_of_module(upload.id) + "/mettre-a-jour")
      .text("back_url", fresh ? "/modules" : url_of_module(upload.id))
      .text("back", fresh ? texts.text("modules.title") : upload.name)
      .maybe("wrong", errors.empty() ? std::string() : errors.front().second);
  add_errors(data, errors);
  return visit.page("module-upload", std::move(data), Section::modules, status);
}

/// What came in is looked at; what is wrong with it is said at the question.
server::Response take_bundle(Visit& visit, const Upload& upload) {
  const Catalogue& texts = visit.texts();
  const auto refuse = [&](std::string text, std::string technical, int status) {
    ErrorLines errors{{"fichier", std::move(text)}};
    if (!technical.empty()) errors.emplace_back("", texts.text("modules.technical", {{"detail", technical}}));
    return show_upload(visit, upload, errors, status);
  };
  const auto& files = visit.request().files;
  if (files.empty() || files.front().size == 0) return refuse(texts.text("modules.upload-missing"), "", 422);
  const WaitingFile waiting(files.front(), visit.tools().options.temporary_folder);
  if (waiting.path().empty()) return refuse(texts.text("error.files"), "", 503);
  const auto inspection = counter::inspect_bundle(visit.counter(), visit.asker(), waiting.path());
  if (!inspection) {
    if (status_of(inspection.error().kind) != 422) return show_error(visit, inspection.error());
    const ShownError shown = shown_failure(visit, inspection.error());
    return refuse(shown.text, shown.technical, 422);
  }
  if (!upload.id.empty() && inspection->id != upload.id) {
    return refuse(
        texts.text("modules.upload-other", {{"module", upload.name}, {"other", inspection->name.in(visit.language())}}),
        "", 422);
  }
  return visit.go_to(std::string(new_module_url) + "/" + inspection->archive);
}

server::Response ask_for_new(Visit& visit) {
  // Whoever may not install is told so before choosing a file.
  const auto allowed = counter::plugin_keys(visit.counter(), visit.asker());
  return allowed ? show_upload(visit, {}, {}, 200) : show_error(visit, allowed.error());
}

template <typename Answer>
server::Response with_upload(Visit& visit, Answer answer) {
  const auto module = counter::show_plugin(visit.counter(), visit.asker(), module_of(visit));
  if (!module) return show_error(visit, module.error());
  return answer(Upload{module->summary.id, module->summary.name.in(visit.language())});
}

// The inspection.

bool is_trusted(const BundleInspection& bundle) {
  return bundle.signer.trust == Trust::trusted;
}

/// Case and spaces around do not matter; whether it was meant does.
bool says_the_word(const Visit& visit) {
  const std::string_view typed = domain::typed::trimmed(visit.request().form.value("mot"));
  return server::equal_ignoring_case(typed, visit.texts().text("modules.word"));
}

void add_changes(std::vector<std::string>& lines, const Visit& visit, const char* key,
                 const std::vector<ContributionView>& contributions) {
  for (std::size_t i = 0; i < contributions.size(); ++i) {
    if (i == shown_changes) {
      const auto more = static_cast<std::int64_t>(contributions.size() - shown_changes);
      lines.push_back(visit.texts().counted("modules.more", more));
      return;
    }
    const ContributionView& one = contributions[i];
    const std::string kind = "modules.one." + one.kind;
    lines.push_back(visit.texts().text(key, {{"kind", visit.texts().find(kind) ? visit.texts().text(kind) : one.kind},
                                             {"title", one.title.in(visit.language())}}));
  }
}

std::vector<std::string> differences(const Visit& visit, const BundleInspection& bundle) {
  std::vector<std::string> lines;
  add_changes(lines, visit, "modules.difference.added", bundle.changes.added);
  add_changes(lines, visit, "modules.difference.changed", bundle.changes.changed);
  add_changes(lines, visit, "modules.difference.removed", bundle.changes.removed);
  return lines;
}

std::vector<View> fact_views(const Visit& visit, const BundleInspection& bundle) {
  const Catalogue& texts = visit.texts();
  std::vector<View> facts;
  const auto add = [&](const char* label, std::string value) {
    if (!value.empty()) facts.push_back(View().text("label", texts.text(label)).text("value", std::move(value)));
  };
  add("modules.name", bundle.name.in(visit.language()) + " (" + bundle.id + ")");
  add("modules.department", bundle.department.in(visit.language()));
  add("modules.version",
      bundle.known ? texts.text("modules.from-to", {{"from", bundle.changes.from_version}, {"to", bundle.version}})
                   : bundle.version);
  add("modules.brings", shown_counts(texts, bundle.counts));
  std::string needs;
  for (const counter::DependencyView& need : bundle.requires_plugins) {
    needs += (needs.empty() ? "" : "\n") + need.plugin + " " + need.range + " : " +
             texts.text(need.holds ? "modules.need-holds" : "modules.need-missing");
  }
  add("modules.needs", needs);
  add("modules.program", texts.text(bundle.has_library ? "modules.program-yes" : "modules.program-no"));
  return facts;
}

void add_signature(View& data, const Visit& visit, const BundleInspection& bundle) {
  const Catalogue& texts = visit.texts();
  const ShownState signer = shown_signer(texts, bundle.signer);
  std::string more;
  if (!bundle.signer.name.empty()) {
    more = texts.text("modules.signed-by", {{"name", bundle.signer.name}});
  } else if (!bundle.signer.key.empty()) {
    more = texts.text("modules.signed-with", {{"key", bundle.signer.key}});
  }
  data.text("signature", signer.text).text("signature_tone", signer.tone).maybe("signature_more", more);
}

server::Response show_inspection(Visit& visit, const BundleInspection& bundle, const ErrorLines& errors, int status) {
  const Catalogue& texts = visit.texts();
  const nlohmann::json named{{"module", bundle.name.in(visit.language())}, {"version", bundle.version}};
  const std::vector<std::string> changed = differences(visit, bundle);
  const bool forged = bundle.signer.trust == Trust::bad_signature;
  const bool already = bundle.installed && !bundle.known;
  const bool untrusted = !is_trusted(bundle) && !forged && !already;
  const std::string refused = already  ? texts.text("modules.already")
                              : forged ? texts.text("error.plugin.bad-signature", {{"plugin", bundle.id}})
                                       : shown_notice(texts, bundle.problem);
  const std::string todo = already  ? texts.text("modules.already-todo")
                           : forged ? texts.text("module-todo.bad-signature")
                                    : todo_about(texts, bundle.problem.key);
  std::vector<View> hosts = connection_views(visit, bundle.connections);
  const auto wrong = std::find_if(errors.begin(), errors.end(), [](const auto& line) { return line.first == "mot"; });
  View data;
  data.text("title", texts.text(bundle.known ? "modules.inspect-upgrade" : "modules.inspect-install", named))
      .text("lead", texts.text("modules.inspect-text"))
      .text("do", texts.text(bundle.known ? "modules.upgrade-do" : "modules.install-do", named))
      .text("url", std::string(new_module_url) + "/" + bundle.archive)
      .text("back_url", bundle.known || already ? url_of_module(bundle.id) : "/modules")
      .text("back", bundle.known || already ? bundle.name.in(visit.language()) : texts.text("modules.title"))
      .list("facts", fact_views(visit, bundle))
      .maybe("warning", bundle.changes.warning.empty()
                            ? std::string()
                            : texts.text(bundle.changes.warning, {{"from", bundle.changes.from_version}}))
      .maybe("refused", refused)
      .text("todo", todo)
      .maybe("technical", bundle.problem.detail)
      .flag("has_hosts", !hosts.empty())
      .list("hosts", std::move(hosts))
      .flag("upgrades", bundle.known)
      .flag("can_keep", !bundle.known && !forged && !already)
      .flag("has_differences", !changed.empty())
      .list("differences", texts_view(changed))
      .flag("word", untrusted)
      .text("word_label", texts.text("modules.word-label", {{"word", texts.text("modules.word")}}))
      .maybe("word_wrong", wrong == errors.end() ? std::string() : wrong->second)
      .text("typed_word", std::string(visit.request().form.value("mot")));
  add_signature(data, visit, bundle);
  add_approvals(data, visit, already || forged ? std::vector<counter::CapabilityView>() : bundle.capabilities,
                ticked(visit), errors);
  add_errors(data, errors);
  return visit.page("module-inspection", std::move(data), Section::modules, status);
}

domain::Result<BundleInspection> held(const Visit& visit) {
  return counter::inspect_held_bundle(visit.counter(), visit.asker(),
                                      std::string(visit.request().path_parameters.value("archive")));
}

server::Response inspect(Visit& visit) {
  const auto bundle = held(visit);
  return bundle ? show_inspection(visit, *bundle, {}, 200) : show_error(visit, bundle.error());
}

/// Installs what was looked at, then makes it current or enables it, unless it is only to be kept.
domain::Result<domain::Done> install(const Visit& visit, const BundleInspection& bundle, bool only_keep) {
  const auto kept = counter::install_plugin(visit.counter(), visit.asker(), bundle.archive, says_the_word(visit));
  if (!kept) return kept.error();
  if (only_keep) return domain::Done{};
  const counter::Grants grants{false, ticked(visit)};
  if (kept->known) {
    return counter::upgrade_plugin(visit.counter(), visit.asker(), kept->id, kept->fingerprint, grants);
  }
  return counter::enable_plugin(visit.counter(), visit.asker(), kept->id, grants);
}

server::Response confirm(Visit& visit) {
  const auto bundle = held(visit);
  if (!bundle) return show_error(visit, bundle.error());
  const Catalogue& texts = visit.texts();
  const bool only_keep = visit.request().form.value("faire") == "garder";
  // Everything that is missing is said at once, before anything is done.
  ErrorLines errors;
  if (!only_keep && !all_ticked(bundle->capabilities, ticked(visit))) {
    errors.emplace_back("droits", texts.text("modules.approve-all"));
  }
  if (!is_trusted(*bundle) && !says_the_word(visit)) {
    errors.emplace_back("mot", texts.text("modules.word-wrong", {{"word", texts.text("modules.word")}}));
  }
  if (!errors.empty()) return show_inspection(visit, *bundle, errors, 422);
  const auto done = install(visit, *bundle, only_keep);
  if (done) {
    const char* said = only_keep ? "installed" : bundle->known ? "upgraded" : "enabled";
    return visit.go_to(url_of_module(bundle->id) + "?dit=" + said);
  }
  const int status = status_of(done.error().kind);
  if (status >= 500 || status == 404) return show_error(visit, done.error());
  const ShownError shown = shown_failure(visit, done.error());
  errors.emplace_back("", shown.text);
  if (!shown.technical.empty()) errors.emplace_back("", texts.text("modules.technical", {{"detail", shown.technical}}));
  return show_inspection(visit, *bundle, errors, status);
}

}  // namespace

void add_module_installation(Pages& pages) {
  const std::string held_url = std::string(new_module_url) + "/{archive}";
  pages.get(new_module_url, ask_for_new);
  pages.post(new_module_url, [](Visit& visit) { return take_bundle(visit, {}); });
  pages.get(held_url, inspect);
  pages.post(held_url, confirm);
  const std::string upgrade_url = "/modules/{module}/mettre-a-jour";
  pages.get(upgrade_url, [](Visit& visit) {
    return with_upload(visit, [&](const Upload& upload) { return show_upload(visit, upload, {}, 200); });
  });
  pages.post(upgrade_url, [](Visit& visit) {
    return with_upload(visit, [&](const Upload& upload) { return take_bundle(visit, upload); });
  });
}

}  // namespace guichet::web::pages
