// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/article_import.hpp"
#include "web/guichet/commands.hpp"
#include "web/guichet/installation.hpp"

#include <iostream>

namespace guichet::web {
namespace {

using counter::ImportedFile;
using counter::ImportOutcome;
using nlohmann::json;

const char* word_of(ImportOutcome outcome) {
  switch (outcome) {
    case ImportOutcome::added:
      return "added";
    case ImportOutcome::changed:
      return "changed";
    case ImportOutcome::unchanged:
      return "unchanged";
    case ImportOutcome::refused:
      break;
  }
  return "refused";
}

json line_as_json(const ImportedFile& file, const pages::Catalogue& texts) {
  json said = {{"file", file.path}, {"outcome", word_of(file.outcome)}};
  if (file.outcome == ImportOutcome::refused) {
    said["why"] = texts.text(file.why, file.parameters);
  } else {
    said["article"] = file.key.id;
    said["language"] = std::string(domain::code_of(file.key.language));
  }
  if (!file.lost.empty()) said["lost"] = file.lost;
  if (file.was_edited) said["edited"] = true;
  return said;
}

void tell(const ImportedFile& file, const Terminal& terminal) {
  const json parameters = {{"file", file.path}, {"article", file.key.id}};
  if (file.outcome == ImportOutcome::refused) {
    terminal.warn("cli.articles.refused",
                  {{"file", file.path}, {"why", terminal.catalogue().text(file.why, file.parameters)}});
    return;
  }
  if (file.outcome == ImportOutcome::added) terminal.tell("cli.articles.added", parameters);
  if (file.outcome == ImportOutcome::changed) terminal.tell("cli.articles.changed", parameters);
  if (file.was_edited) terminal.tell("cli.articles.edited", parameters);
  for (const std::string& target : file.lost) {
    terminal.warn("cli.articles.lost", {{"file", file.path}, {"target", target}});
  }
}

}  // namespace

int run_articles(const Options& options, const Terminal& terminal) {
  const auto opened = Installation::open(options, false);
  if (!opened) return terminal.fail(opened.error());
  // Whoever can open the data folder administers the service centre too.
  identity::Viewer administrator = administrator_of_this_machine();
  administrator.rights.push_back({"centre-admin", "", 0});
  const counter::Asker asker{&administrator, domain::Language::fr, clock_now()};
  const auto files = counter::import_articles((*opened)->counter(), asker, options.articles);
  if (!files) return terminal.fail(files.error());
  std::map<ImportOutcome, int> counts;
  for (const ImportedFile& file : *files) {
    ++counts[file.outcome];
    if (options.json) {
      std::cout << line_as_json(file, terminal.catalogue()).dump(-1, ' ', false, json::error_handler_t::replace)
                << '\n';
    } else {
      tell(file, terminal);
    }
  }
  if (!options.json) {
    terminal.tell(options.articles.dry_run ? "cli.articles.would" : "cli.articles.done",
                  {{"added", counts[ImportOutcome::added]},
                   {"changed", counts[ImportOutcome::changed]},
                   {"unchanged", counts[ImportOutcome::unchanged]},
                   {"refused", counts[ImportOutcome::refused]}});
  }
  return counts[ImportOutcome::refused] == 0 && !files->empty() ? 0 : 1;
}

}  // namespace guichet::web
