// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/csv.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace guichet::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

TEST(Csv, IsReadWithQuotesLinesAndAByteOrderMark) {
  const CsvTable table = read_csv("\xEF\xBB\xBFmots,sens\r\n\"a, \"\"b\"\"\",\"deux\nlignes\"\r\n\nfin,\n", 10);
  EXPECT_EQ(table.wrong_line, 0U);
  ASSERT_THAT(table.records, SizeIs(3));
  EXPECT_THAT(table.records[0].fields, ElementsAre("mots", "sens"));
  EXPECT_THAT(table.records[1].fields, ElementsAre("a, \"b\"", "deux\nlignes"));
  EXPECT_THAT(table.records[2].fields, ElementsAre("fin", ""));
  EXPECT_EQ(table.records[2].line, 5U);
}

TEST(Csv, IsReadAsSpreadsheetsWriteItInFrance) {
  EXPECT_THAT(read_csv("mots;sens\nbécane;ordinateur, PC\n", 10).records[1].fields,
              ElementsAre("bécane", "ordinateur, PC"));
}

TEST(Csv, SaysWhereQuotesDoNotMatch) {
  EXPECT_EQ(read_csv("a,b\n\"c,d\ne,f\n", 10).wrong_line, 2U);
  EXPECT_EQ(read_csv("a,b\n\"c\"d,e\n", 10).wrong_line, 2U);
}

TEST(Csv, StopsWhereItIsTold) {
  const CsvTable table = read_csv("a\nb\nc\n", 2);
  EXPECT_FALSE(table.all);
  EXPECT_THAT(table.records, SizeIs(2));
  EXPECT_TRUE(read_csv("a\nb\n", 2).all);
}

TEST(Csv, ComesBackAsItWasWrittenAndRunsNoFormula) {
  const std::vector<std::string> fields{"=1+1", "a;b", "\"", "", "deux\r\nlignes", "'simple"};
  const std::string written = csv_record(fields);
  EXPECT_TRUE(written.starts_with("'=1+1,"));
  EXPECT_EQ(read_csv(written, 10).records.at(0).fields, fields);
}

}  // namespace
}  // namespace guichet::domain
