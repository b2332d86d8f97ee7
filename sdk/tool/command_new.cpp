// SPDX-License-Identifier: Apache-2.0
#include "kernel/plugins/rules/format.hpp"
#include "kernel/plugins/rules/suggestion.hpp"
#include "sdk/tool/commands.hpp"
#include "sdk/tool/home.hpp"
#include "sdk/tool/templates.hpp"

#include <unistd.h>

#include <algorithm>
#include <istream>
#include <ostream>

namespace guichet::sdk_tool {
namespace {

constexpr std::size_t longest_id = 64;
constexpr std::size_t longest_name = 200;

/// One question at a time; "" when nobody is there to answer.
std::string ask(const std::string& question, const Terminal& terminal) {
  if (isatty(STDIN_FILENO) != 1) return {};
  terminal.out << question << " " << std::flush;
  std::string line;
  std::getline(terminal.in, line);
  const std::size_t from = line.find_first_not_of(" \t");
  return from == std::string::npos ? "" : line.substr(from, line.find_last_not_of(" \t") - from + 1);
}

/// As it stands between the double quotes of a YAML text.
std::string in_yaml(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return result;
}

std::string given_or_asked(const Arguments& arguments, const char* option, const std::string& question,
                           const Terminal& terminal) {
  return arguments.has(option) ? arguments.option(option) : ask(question, terminal);
}

/// What is wrong with the answers; "" when nothing is.
std::string problem_of(const std::string& id, const std::string& kind, const std::string& french,
                       const std::string& english) {
  if (id.empty()) return "say what the plugin is called: guichet-sdk new library-desk";
  if (const std::string problem = plugins::format_problem("guichet-id", id); !problem.empty())
    return plugins::in_quotes(id) + " " + problem;
  if (id.size() > longest_id) return plugins::in_quotes(id) + " is longer than 64 letters";
  if (id[0] < 'a') return plugins::in_quotes(id) + " begins with a digit: begin with a letter";
  const std::vector<std::string> known = template_names();
  if (known.empty()) return templates_folder().string() + " holds no templates: install the SDK again, whole";
  if (std::find(known.begin(), known.end(), kind) == known.end())
    return "there is no template " + plugins::in_quotes(kind) + plugins::did_you_mean(kind, known) + ": " +
           plugins::one_of(known);
  for (const std::string& name : {french, english}) {
    if (name.size() > longest_name) return "the name of a department has at most 200 letters";
    if (name.find('@') != std::string::npos) return "the name of a department has no @";
  }
  return "";
}

}  // namespace

int new_plugin(const Arguments& arguments, const Terminal& terminal) {
  const std::string id =
      !arguments.plain.empty()
          ? arguments.plain[0]
          : ask("What is it called? (small letters, digits and dashes, such as library-desk)", terminal);
  std::string french =
      given_or_asked(arguments, "department-fr", "Which department answers for it, in French?", terminal);
  std::string english = arguments.option("department-en");
  std::string kind =
      given_or_asked(arguments, "template",
                     "What is it made of? declarative, automation, connector or c (Enter: declarative)", terminal);
  if (kind.empty()) kind = "declarative";
  if (french.empty()) french = english.empty() ? id : english;
  if (english.empty()) english = french;
  if (const std::string problem = problem_of(id, kind, french, english); !problem.empty()) {
    terminal.errors << "guichet-sdk: " << problem << "\n";
    return wrong_usage;
  }
  const auto folder = std::filesystem::path(arguments.option("into", id)).lexically_normal();
  const auto copied = copy_template(
      kind, folder, {{"ID", id}, {"DEPARTMENT_FR", in_yaml(french)}, {"DEPARTMENT_EN", in_yaml(english)}});
  if (!copied) return failed(copied.error(), terminal);
  terminal.out << folder.string() << " is a plugin now. What to do next:\n\n"
               << "  cd " << folder.string() << "\n"
               << "  cmake -S . -B build -DCMAKE_PREFIX_PATH=" << prefix().string() << "\n"
               << "  cmake --build build\n"
               << "  ctest --test-dir build\n"
               << "  guichet-sdk run .\n";
  return success;
}

}  // namespace guichet::sdk_tool
