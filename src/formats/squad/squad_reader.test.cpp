#include "formats/squad/squad_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hamstring {
namespace {

SquadTable table_of(std::string_view text, const SquadMapping& mapping = {}) {
  Result<SquadTable> table = read_squad_table(text, mapping);
  EXPECT_TRUE(table) << (table ? "" : table.error().text());
  return table ? std::move(*table) : SquadTable{};
}

std::optional<double> number(std::string_view cell) {
  SquadFault fault{};
  bool comma = false;
  return squad_number(cell, fault, comma);
}

SquadFault fault_of(std::string_view cell) {
  SquadFault fault{};
  bool comma = false;
  EXPECT_FALSE(squad_number(cell, fault, comma)) << cell;
  return fault;
}

TEST(SquadReader, a_comma_is_a_point_where_it_can_only_be_one) {
  EXPECT_EQ(number("312,5"), 312.5);
  EXPECT_EQ(number("312.5"), 312.5);
  EXPECT_EQ(number(" 0,234 "), 0.234);
  EXPECT_EQ(number("12,34"), 12.34);
  EXPECT_EQ(fault_of("1,234"), SquadFault::thousand);
  EXPECT_EQ(fault_of("1.234,5"), SquadFault::both_signs);
  EXPECT_EQ(fault_of("1,234.5"), SquadFault::both_signs);
  EXPECT_EQ(fault_of("1,2,3"), SquadFault::thousand);
  EXPECT_EQ(fault_of("nan"), SquadFault::no_number);
  EXPECT_EQ(fault_of("inf"), SquadFault::no_number);
  EXPECT_EQ(fault_of("3e2"), SquadFault::no_number);
  EXPECT_EQ(fault_of("--"), SquadFault::no_number);
}

TEST(SquadReader, a_paste_without_a_header_is_name_left_right) {
  const SquadTable table = table_of("Ada Berg\t301\t322,5\r\nBen Costa\t\t288\r\n\r\n");
  EXPECT_TRUE(table.headers.empty());
  EXPECT_TRUE(table.comma_for_point);
  ASSERT_EQ(table.rows.size(), 2U);
  EXPECT_EQ(table.rows[0].name, "Ada Berg");
  EXPECT_EQ(table.rows[0].left, 301.0);
  EXPECT_EQ(table.rows[0].right, 322.5);
  EXPECT_FALSE(table.rows[1].left);
  EXPECT_EQ(table.rows[1].right, 288.0);
  EXPECT_EQ(table.rows[1].line, 2);
}

TEST(SquadReader, columns_are_found_by_their_headers_in_files_of_devices) {
  const SquadTable nordic = table_of(
      "\xEF\xBB\xBF"
      "Name,Date UTC,Test,L Reps,R Reps,L Max Force (N),R Max Force (N),L Avg Force (N)\r\n"
      "\"Berg, Ada\",2026-05-10T09:00,Nordic,3,3,301.5,322,290\r\n");
  ASSERT_EQ(nordic.rows.size(), 1U);
  EXPECT_EQ(nordic.rows[0].name, "Berg, Ada");
  EXPECT_EQ(nordic.rows[0].left, 301.5);
  EXPECT_EQ(nordic.rows[0].right, 322.0);
  EXPECT_EQ(nordic.rows[0].day, "2026-05-10");
  const SquadTable german =
      table_of("Vorname;Nachname;Links [N];Rechts [N];Datum;Schmerz\nAda;Berg;301,5;322;10.05.2026;2\n");
  ASSERT_EQ(german.rows.size(), 1U);
  EXPECT_EQ(german.rows[0].name, "Ada Berg");
  EXPECT_EQ(german.rows[0].left, 301.5);
  EXPECT_EQ(german.rows[0].pain, 2.0);
  EXPECT_EQ(german.rows[0].day, "2026-05-10");
}

TEST(SquadReader, the_unit_of_a_column_is_read_from_its_header) {
  const SquadTable table = table_of("Name,Left (kg),Right kp\nAda,30,31\n");
  EXPECT_EQ(table.left_unit.written, "kg");
  EXPECT_EQ(table.right_unit.base, "N");
  EXPECT_EQ(table.rows.at(0).right, 31.0) << "as it stands there";
  EXPECT_EQ(table_of("Name,Left,Right\nAda,30,31\n").left_unit.written, "");
  const SquadTable chosen = table_of("Who,A (lb),B\nAda,1,2\n",
                                     {.name = "Who", .left = "A (lb)", .right = "B", .pain = {}, .day = {}});
  EXPECT_EQ(chosen.left_unit.written, "lb");
}

TEST(SquadReader, a_mapping_says_which_header_is_which) {
  const std::string text = "Who,Peak A,Peak B\nAda,1,2\n";
  EXPECT_FALSE(read_squad_table(text));
  const SquadTable table =
      table_of(text, {.name = "Who", .left = "Peak B", .right = "Peak A", .pain = {}, .day = {}});
  ASSERT_EQ(table.rows.size(), 1U);
  EXPECT_EQ(table.rows[0].left, 2.0);
  const auto refused =
      read_squad_table(text, {.name = "Whom", .left = "Peak A", .right = {}, .pain = {}, .day = {}});
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().text(), ::testing::HasSubstr("Whom"));
}

TEST(SquadReader, what_cannot_be_stands_beside_its_row_and_the_others_are_read) {
  const SquadTable table = table_of(
      "name,left,right,pain,date\n"
      "Ada,301,x,2,2026-05-10\n"
      "Ben,301,302,11,2026-05-10\n"
      "Cora,301,302,1,05/06/2026\n"
      "Dario,301,5,302,5,1,2026-05-10\n"
      "Elif,,,,\n"
      "Finn,301,302,1,2026-05-10\n");
  ASSERT_EQ(table.rows.size(), 6U);
  const SquadFault wanted[] = {SquadFault::no_number, SquadFault::pain, SquadFault::day};
  for (std::size_t i = 0; i < 3; ++i) {
    ASSERT_EQ(table.rows[i].faults.size(), 1U) << i;
    EXPECT_EQ(table.rows[i].faults[0].fault, wanted[i]) << i;
  }
  EXPECT_EQ(table.rows[3].faults[0].fault, SquadFault::too_many_cells)
      << "a comma for a point in a comma file";
  EXPECT_EQ(table.rows[4].faults[0].fault, SquadFault::empty);
  EXPECT_TRUE(table.rows[5].faults.empty());
}

TEST(SquadReader, a_table_that_is_none_is_refused_with_its_headers) {
  EXPECT_FALSE(read_squad_table(""));
  EXPECT_FALSE(read_squad_table("\n\n"));
  const auto no_numbers = read_squad_table("Name,Team\nAda,U21\n");
  ASSERT_FALSE(no_numbers);
  EXPECT_THAT(no_numbers.error().text(), ::testing::HasSubstr("Team"));
  std::string many;
  for (std::size_t i = 0; i < squad_rows_max + 2; ++i) many += "Ada,1,2\n";
  EXPECT_FALSE(read_squad_table(many));
  EXPECT_FALSE(read_squad_table(std::string(squad_size_max_bytes + 1, 'a')));
}

TEST(SquadReader, a_quoted_cell_may_hold_separators_quotes_and_line_breaks) {
  const SquadTable table = table_of("name;left;right\n\"Ada \"\"Ace\"\"; B\nerg\";1;2\nBen;3;4\n");
  ASSERT_EQ(table.rows.size(), 2U);
  EXPECT_EQ(table.rows[0].name, "Ada \"Ace\"; B\nerg");
  EXPECT_EQ(table.rows[1].left, 3.0);
  EXPECT_EQ(table.rows[1].line, 4);
}

}  // namespace
}  // namespace hamstring
