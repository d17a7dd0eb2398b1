#include "thuocdo/simulate/people.h"

#include <stdio.h>

#include "thuocdo/simulate/dice.h"

static const char *const families[] = {"Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ",
                                       "Đặng",   "Bùi",  "Hồ", "Phan", "Đinh",  "Trương"};
static const char *const middles[] = {"Thị", "Văn", "Minh", "Thanh", "Ngọc", "Đức", "Hữu", "Kim"};
static const char *const givens[] = {"An",  "Bình", "Chi",  "Dũng", "Hà",   "Hạnh", "Hùng",
                                     "Lan", "Long", "Mai",  "Nam",  "Oanh", "Phúc", "Quân",
                                     "Sơn", "Tâm",  "Thảo", "Tuấn", "Vy",   "Yến"};
static const char *const wards[] = {"phường Trần Phú", "phường Nhơn Bình", "phường Bồng Sơn",
                                    "xã Phước Hưng",   "xã Cát Tân",       "thị trấn Tuy Phước",
                                    "phường Đập Đá",   "xã Mỹ Hiệp",       "xã Vĩnh Quang"};

#define PICK(dice, list) list[dice_below(dice, (int64_t)(sizeof list / sizeof list[0]))]

static struct person draw(struct dice *dice)
{
    struct person person;
    const int64_t number = dice_below(dice, 1000000);

    snprintf(person.name, sizeof person.name, "%s %s %s", PICK(dice, families), PICK(dice, middles),
             PICK(dice, givens));
    /* 052 is the province in a personal number. */
    snprintf(person.identity, sizeof person.identity, "052%03d%06d",
             (int)dice_between(dice, 160, 205), (int)number);
    snprintf(person.phone, sizeof person.phone, "09%08d", (int)dice_below(dice, 100000000));
    snprintf(person.mail, sizeof person.mail, "congdan%06d@example.vn", (int)number);
    return person;
}

struct people people_of(uint64_t seed)
{
    struct dice dice = dice_seeded(seed, 5);
    struct people people;

    people.owner = draw(&dice);
    people.officer = draw(&dice);
    snprintf(people.address, sizeof people.address, "Số %d, %s, tỉnh Bình Định",
             (int)dice_between(&dice, 1, 400), PICK(&dice, wards));
    return people;
}
