// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/html_writer.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace guichet::counter {
namespace {

constexpr std::size_t largest_markdown = 1'000'000;  // padding of a hostile table, not text
constexpr std::array<std::string_view, 20> left_out{
    "script", "style",  "noscript", "template", "nav",      "form", "iframe", "object", "embed",  "svg",
    "math",   "button", "input",    "select",   "textarea", "head", "audio",  "video",  "canvas", "link"};
constexpr std::array<std::string_view, 14> blocks{"p",       "div",    "section", "article", "main",
                                                  "header",  "footer", "aside",   "figure",  "figcaption",
                                                  "address", "dl",     "dt",      "dd"};

template <typename List>
bool among(const List& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

/// What would be read as markup is written so that it is not.
std::string escaped(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    if (std::string_view("\\`*_[]<>#|~").find(c) != std::string_view::npos) safe += '\\';
    safe += c;
  }
  return safe;
}

/// Writes one page. Recursion is bounded by `deepest_element`.
class Writer {
 public:
  explicit Writer(const TargetOf& target) : target_(target) {}

  void children(const xmlNode* parent, int depth) {
    for (const xmlNode* node = parent->children; node != nullptr; node = node->next) write(node, depth + 1);
  }

  [[nodiscard]] std::string take() {
    end_block();
    while (!text_.empty() && is_html_space(text_.back())) text_.pop_back();
    return std::move(text_);
  }
  [[nodiscard]] bool too_much() const { return too_deep_ || text_.size() > largest_markdown; }

 private:
  void write(const xmlNode* node, int depth) {
    if (depth > deepest_element) {
      too_deep_ = true;
      return;
    }
    if (too_much()) return;
    if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
      if (node->content != nullptr) words(reinterpret_cast<const char*>(node->content));
      return;
    }
    const std::string_view name = name_of(node);
    if (name.empty() || among(left_out, name)) return;
    if (name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6') {
      block(node, depth, std::string(static_cast<std::size_t>(name[1] - '0'), '#') + " ");
    } else if (among(blocks, name)) {
      block(node, depth, "");
    } else if (name == "ul" || name == "ol") {
      list(node, depth, name == "ol");
    } else if (name == "blockquote") {
      inside(node, depth, "> ", "> ");
    } else if (name == "pre") {
      code_block(node);
    } else if (name == "table") {
      table(node, depth);
    } else if (name == "hr") {
      end_block();
      line("---");
      end_block();
    } else {
      inline_element(node, depth, name);
    }
  }

  void inline_element(const xmlNode* node, int depth, std::string_view name) {
    if (name == "br") {
      inline_ += "\\\n";
    } else if (name == "strong" || name == "b") {
      around(node, depth, "**");
    } else if (name == "em" || name == "i") {
      around(node, depth, "*");
    } else if (name == "code" || name == "kbd" || name == "samp") {
      code(node);
    } else if (name == "a") {
      link(node, depth);
    } else if (name == "img") {
      image(node);
    } else {
      children(node, depth);
    }
  }

  void words(std::string_view text) {
    std::string folded;
    for (const char c : text) {
      if (!is_html_space(c)) {
        folded += c;
      } else if ((folded.empty() ? !inline_.empty() && !is_html_space(inline_.back()) : folded.back() != ' ')) {
        folded += ' ';
      }
    }
    if (!folded.empty()) inline_ += escaped(folded);
  }

  /// What is written inside, apart from what surrounds it.
  std::string within(const xmlNode* node, int depth) {
    std::string before;
    before.swap(inline_);
    children(node, depth);
    inline_.swap(before);
    while (!before.empty() && is_html_space(before.back())) before.pop_back();
    const std::size_t begin = before.find_first_not_of(" \n");
    return begin == std::string::npos ? std::string() : before.substr(begin);
  }

  void around(const xmlNode* node, int depth, const char* sign) {
    const std::string inside = within(node, depth);
    if (!inside.empty()) inline_ += sign + inside + sign;
  }

  void code(const xmlNode* node) {
    const std::string text = whole_text(node);
    if (text.empty()) return;
    const bool ticks = text.find('`') != std::string::npos;
    inline_ += ticks ? "`` " + text + " ``" : "`" + text + "`";
  }

  void link(const xmlNode* node, int depth) {
    const std::string inside = within(node, depth);
    const std::string to = target_(attribute(node, "href"), false);
    if (inside.empty()) return;
    inline_ += to.empty() ? inside : "[" + inside + "](" + to + ")";
  }

  void image(const xmlNode* node) {
    const std::string alt = escaped(attribute(node, "alt"));
    const std::string to = target_(attribute(node, "src"), true);
    inline_ += to.empty() ? alt : "![" + alt + "](" + to + ")";
  }

  void line(const std::string& text) {
    text_ += (fresh_ ? next_ : prefix_) + text + "\n";
    next_ = prefix_;
    fresh_ = false;
  }

  /// Ends the paragraph that is being written.
  void end_block() {
    while (!inline_.empty() && is_html_space(inline_.back())) inline_.pop_back();
    const std::size_t begin = inline_.find_first_not_of(" \n");
    if (begin == std::string::npos) {
      inline_.clear();
      return;
    }
    std::string rest = inline_.substr(begin);
    inline_.clear();
    gap();
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      line(rest.substr(0, end));
      rest.erase(0, std::min(end + 1, rest.size()));
    }
    wants_gap_ = true;
  }

  void gap() {
    if (!wants_gap_) return;
    std::string empty = prefix_;
    while (!empty.empty() && empty.back() == ' ') empty.pop_back();
    text_ += empty + "\n";
    wants_gap_ = false;
  }

  void block(const xmlNode* node, int depth, const std::string& before) {
    end_block();
    if (!before.empty()) {
      const std::string inside = within(node, depth);
      std::string one_line = inside;
      std::replace(one_line.begin(), one_line.end(), '\n', ' ');
      if (!one_line.empty()) inline_ = before + one_line;
    } else {
      children(node, depth);
    }
    end_block();
  }

  /// Everything below with a sign before its first line and another before the others.
  void inside(const xmlNode* node, int depth, const std::string& first, const std::string& others) {
    end_block();
    gap();
    const std::string before = prefix_;
    next_ = (fresh_ ? next_ : prefix_) + first;
    prefix_ = before + others;
    fresh_ = true;
    children(node, depth);
    end_block();
    prefix_ = next_ = before;
    fresh_ = false;
  }

  void list(const xmlNode* node, int depth, bool numbered) {
    end_block();
    if (++lists_ > 1) wants_gap_ = false;  // in an item, right under its words
    gap();
    int number = 0;
    for (const xmlNode* item = node->children; item != nullptr; item = item->next) {
      if (name_of(item) != "li") continue;
      const std::string sign = numbered ? std::to_string(++number) + ". " : "- ";
      inside(item, depth + 1, sign, std::string(sign.size(), ' '));
      wants_gap_ = false;
    }
    --lists_;
    wants_gap_ = true;
  }

  void code_block(const xmlNode* node) {
    end_block();
    gap();
    std::string text = whole_text(node);
    line("```");
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      line(text.substr(0, end));
      text.erase(0, std::min(end + 1, text.size()));
    }
    line("```");
    wants_gap_ = true;
  }

  void rows_of(const xmlNode* node, int depth, std::vector<std::vector<std::string>>& rows) {
    if (depth > deepest_element) {
      too_deep_ = true;
      return;
    }
    for (const xmlNode* each = node->children; each != nullptr; each = each->next) {
      const std::string_view name = name_of(each);
      if (name == "tr") {
        rows.emplace_back();
        for (const xmlNode* cell = each->children; cell != nullptr; cell = cell->next) {
          if (name_of(cell) == "td" || name_of(cell) == "th") rows.back().push_back(cell_text(cell, depth));
        }
      } else if (name == "thead" || name == "tbody" || name == "tfoot") {
        rows_of(each, depth + 1, rows);
      }
    }
  }

  /// Cells hold one line; blocks in them are written by a writer of their own.
  std::string cell_text(const xmlNode* cell, int depth) {
    Writer writer(target_);
    writer.children(cell, depth + 1);
    too_deep_ = too_deep_ || writer.too_much();
    std::string text = writer.take();
    std::string one_line;
    for (const char c : text) {
      if (c != '\n') {
        one_line += c;
      } else if (!one_line.empty() && one_line.back() == '\\') {
        one_line.back() = ' ';
      } else {
        one_line += ' ';
      }
    }
    return one_line;
  }

  void table(const xmlNode* node, int depth) {
    end_block();
    std::vector<std::vector<std::string>> rows;
    rows_of(node, depth, rows);
    std::erase_if(rows, [](const auto& row) { return row.empty(); });
    if (rows.empty()) return;
    gap();
    constexpr std::size_t widest = 30;
    const std::size_t width = std::min(rows.front().size(), widest);
    for (std::size_t at = 0; at < rows.size(); ++at) {
      std::string text = "|";
      for (std::size_t column = 0; column < width; ++column) {
        text += " " + (column < rows[at].size() ? rows[at][column] : std::string()) + " |";
      }
      line(text);
      if (at != 0) continue;
      std::string rule = "|";
      for (std::size_t column = 0; column < width; ++column) rule += " --- |";
      line(rule);
    }
    wants_gap_ = true;
  }

  const TargetOf& target_;
  std::string text_, inline_;
  std::string prefix_;  ///< before each line of the list item or quotation that is being written
  std::string next_;    ///< before its first one
  bool fresh_ = false;  ///< nothing of it was written yet
  int lists_ = 0;       ///< that are being written, one in another
  bool wants_gap_ = false, too_deep_ = false;
};

}  // namespace

std::optional<std::string> markdown_of(const xmlNode* content, const TargetOf& target) {
  Writer writer(target);
  writer.children(content, 0);
  if (writer.too_much()) return std::nullopt;
  return writer.take();
}

}  // namespace guichet::counter
