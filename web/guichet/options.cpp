// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/guichet/options.hpp"

#include <boost/program_options.hpp>

#include <algorithm>
#include <array>
#include <sstream>
#include <string_view>

namespace guichet::web {
namespace {

namespace po = boost::program_options;

constexpr std::array commands{"serve",    "demo",   "services", "match", "plugin", "evaluate",
                              "articles", "backup", "restore",  "help",  "version"};

po::options_description described(Options& options) {
  po::options_description all("Options");
  auto add = all.add_options();
  add("data", po::value(&options.data), "the data folder: database, files, plugins, indexes");
  add("database", po::value(&options.database),
      "postgresql://user:password@host/name instead of SQLite in the data folder");
  add("bundles", po::value(&options.bundles)->composing(),
      "demo: a plugin bundle to install, several times for several (default: those built beside the program)");
  add("people", po::value(&options.people)->default_value(options.people), "demo: how many people");
  add("requests", po::value(&options.requests)->default_value(options.requests), "demo: how many past requests");
  add("address", po::value(&options.address)->default_value(options.address), "serve: address to listen on");
  add("port", po::value(&options.port)->default_value(options.port), "serve: port to listen on, 0 for any");
  add("develop", po::value(&options.develop)->value_name("ID"),
      "serve: show the last calls and the log of this plugin beside each page");
  add("expose-demonstration", po::bool_switch(&options.expose_demonstration),
      "serve: let a demonstration, whose passwords everybody knows, be reached from other machines");
  add("trusted-proxy", po::value(&options.trusted_proxies)->composing(),
      "serve: address or network of a proxy whose X-Forwarded-* is believed");
  add("public-address", po::value(&options.public_address),
      "serve: how letters name the portal, https://guichet.example.org");
  add("smtp", po::value(&options.smtp), "serve: host:port that letters are sent through");
  add("mail-from", po::value(&options.mail_from)->default_value(options.mail_from), "serve: sender of letters");
  add("workers", po::value(&options.workers)->default_value(options.workers),
      "serve: requests handled at the same time");
  add("as", po::value(&options.as), "match: sign-in name of who asks (default: somebody signed out)");
  add("json", po::bool_switch(&options.json), "print JSON");
  add("stdin", po::bool_switch(&options.standard_input), "match: read PERSON<TAB>words lines");
  add("owner", po::value(&options.articles.owner)->value_name("TEAM"),
      "articles import: the team that keeps them up to date");
  add("language", po::value<std::string>()->value_name("fr|en"), "articles import: of files that do not say it");
  add("source", po::value(&options.articles.source), "articles import: where they come from, an address or a name");
  add("licence", po::value(&options.articles.licence), "articles import: under which licence");
  add("publish", po::bool_switch(&options.articles.publish), "articles import: shown at once, and not as drafts");
  add("dry-run", po::bool_switch(&options.articles.dry_run), "articles import: say what would be done");
  add("copy", po::value(&options.target), "backup, restore: folder of the copy");
  return all;
}

domain::Error wrong(std::string detail) {
  return {domain::ErrorKind::invalid, "error.command-line", {}, {}, std::move(detail)};
}

domain::Result<domain::Done> check(const Options& options) {
  const bool needs_data = options.command != "help" && options.command != "version";
  if (needs_data && options.data.empty())
    return wrong("--data DIR is missing: the folder where the counter keeps everything");
  if (options.command == "match" && !options.standard_input && options.words.empty()) {
    return wrong("say the need in words: guichet match --data DIR --as student \"je n'ai plus de wifi\"");
  }
  if ((options.command == "backup" || options.command == "restore") && options.target.empty()) {
    return wrong("--copy DIR is missing: the folder of the copy");
  }
  if (options.command == "match" && options.standard_input && !options.words.empty()) {
    return wrong("--stdin reads the words from its input: leave out \"" + options.words + "\"");
  }
  if (options.command == "articles") {
    if (options.articles.folder.empty()) return wrong("say: guichet articles import FOLDER --data DIR --owner TEAM");
    if (options.articles.owner.empty()) return wrong("--owner TEAM is missing: who keeps the articles up to date");
  }
  if (options.command != "match" && !options.words.empty()) {
    return wrong("guichet " + options.command + " takes no word: leave out \"" + options.words + "\"");
  }
  if (options.port < 0 || options.port > 65535) return wrong("--port must be between 0 and 65535");
  if (options.people < 10 || options.people > 10'000'000) return wrong("--people must be between 10 and 10000000");
  if (options.requests < 0 || options.requests > 100'000'000)
    return wrong("--requests must be between 0 and 100000000");
  if (options.workers < 1 || options.workers > 512) return wrong("--workers must be between 1 and 512");
  return domain::Done{};
}

}  // namespace

std::string usage() {
  Options defaults;
  std::ostringstream text;
  text << "guichet: the single counter of a university\n\n"
          "  guichet demo     --data DIR [--people N] [--requests N]   make the demonstration university\n"
          "  guichet serve    --data DIR [--port N]                    serve the portal\n"
          "  guichet services --data DIR [--json]                      list every service\n"
          "  guichet match    --data DIR [--as PERSON] [--json] WORDS  what the box would show\n"
          "  guichet plugin   ACTION --data DIR                        list, install, enable, upgrade plugins ...\n"
          "  guichet evaluate retrieval|routing ...                    how well needs are understood, on your files\n"
          "  guichet articles import FOLDER --data DIR --owner TEAM    Markdown and HTML into articles\n"
          "  guichet backup   --data DIR --copy DIR                    copy everything, while serving too\n"
          "  guichet restore  --data DIR --copy DIR                    into an empty data folder\n\n"
       << described(defaults);
  return text.str();
}

domain::Result<Options> read_options(int count, const char* const* arguments) {
  Options options;
  if (count < 2) {
    options.command = "help";
    return options;
  }
  options.command = arguments[1];
  if (options.command == "--help" || options.command == "-h") options.command = "help";
  if (options.command == "--version") options.command = "version";
  if (std::find(commands.begin(), commands.end(), options.command) == commands.end()) {
    return wrong("there is no command \"" + options.command + "\"; see guichet help");
  }
  for (int i = 2; i < count && options.command != "plugin" && options.command != "evaluate"; ++i) {
    if (std::string_view(arguments[i]) == "--help" || std::string_view(arguments[i]) == "-h") options.command = "help";
  }
  if (options.command == "help") return options;
  if (options.command == "plugin") {
    if (auto read = read_plugin_options(options, {arguments + 2, arguments + count}); !read) return read.error();
    return options;
  }
  if (options.command == "evaluate") {
    if (auto read = read_evaluation_options(options, {arguments + 2, arguments + count}); !read) return read.error();
    return options;
  }
  po::options_description known = described(options);
  std::vector<std::string> words;
  known.add_options()("words", po::value(&words));
  po::positional_options_description positional;
  positional.add("words", -1);
  try {
    po::variables_map values;
    const std::vector<std::string> given(arguments + 2, arguments + count);
    po::store(po::command_line_parser(given).options(known).positional(positional).run(), values);
    po::notify(values);
    if (values.count("language") > 0) {
      const auto language = values["language"].as<std::string>();
      if (language != "fr" && language != "en") return wrong("--language is fr or en");
      options.articles.language = domain::language_of(language);
    }
  } catch (const po::error& failure) {
    return wrong(failure.what());
  }
  if (options.command == "articles") {
    if (words.size() != 2 || words.front() != "import") {
      return wrong("say: guichet articles import FOLDER --data DIR --owner TEAM");
    }
    options.articles.folder = words.back();
    words.clear();
  }
  for (const auto& word : words) options.words += (options.words.empty() ? "" : " ") + word;
  if (auto checked = check(options); !checked) return checked.error();
  return options;
}

}  // namespace guichet::web
