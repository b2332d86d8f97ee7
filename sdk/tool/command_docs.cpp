// SPDX-License-Identifier: Apache-2.0
#include "sdk/tool/checks/subject.hpp"
#include "sdk/tool/commands.hpp"
#include "sdk/tool/docs/page.hpp"
#include "sdk/tool/places.hpp"

#include <filesystem>
#include <fstream>
#include <ostream>

namespace guichet::sdk_tool {

int docs(const Arguments& arguments, const Terminal& terminal) {
  const std::string output = arguments.option("output");
  const auto extension = std::filesystem::path(output).extension();
  if (!output.empty() && extension != ".html" && extension != ".md") {
    terminal.errors << "error: " << output << ": the page is HTML or Markdown: name it PAGE.html or PAGE.md\n";
    return wrong_usage;
  }
  if (const auto writable = can_write(output); !output.empty() && !writable) return failed(writable.error(), terminal);
  const auto subject = read_subject(arguments.plain[0]);
  if (!subject) return failed(subject.error(), terminal);
  if (!subject->manifest.is_object()) {
    for (const Problem& problem : subject->diagnostics)
      terminal.errors << plugins::authoring::to_string(problem) << "\n";
    if (!subject->refusal.empty()) terminal.errors << "error: " << subject->refusal << "\n";
    return does_not_hold;
  }
  const std::string name = subject->manifest["name"].value("en", subject->manifest["id"].get<std::string>());
  const auto page = extension == ".html" ? html_page(name) : markdown_page(name);
  write_page(subject->manifest, *page);
  const std::string text = page->finish();
  if (output.empty()) {
    terminal.out << text;
    return success;
  }
  std::ofstream file(output, std::ios::binary);
  file << text;
  file.close();
  if (!file) {
    terminal.errors << "error: " << output << " cannot be written\n";
    return cannot_work;
  }
  terminal.out << summary_of(subject->manifest) << " described in " << output << "\n";
  return success;
}

}  // namespace guichet::sdk_tool
