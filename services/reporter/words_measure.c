/* What attributes, measures and marks are called in Vietnamese. */
#include "reporter/words.h"

static const char *const attributes[] = {
    [ATTRIBUTE_DIGITISED] = "số hóa giấy tờ",
    [ATTRIBUTE_E_RESULT] = "kết quả điện tử",
    [ATTRIBUTE_RESULT_DUE] = "kết quả là giấy tờ",
    [ATTRIBUTE_REUSED] = "tái sử dụng giấy tờ",
    [ATTRIBUTE_FROM_STORE] = "lấy từ kho dữ liệu",
    [ATTRIBUTE_POPULATION_DB] = "khai thác dữ liệu dân cư",
    [ATTRIBUTE_ACCOUNT_VERIFIED] = "tài khoản đã xác thực",
    [ATTRIBUTE_FEE_DUE] = "có nghĩa vụ tài chính",
    [ATTRIBUTE_PAID_ONLINE] = "thanh toán trực tuyến",
    [ATTRIBUTE_FULL_ONLINE] = "dịch vụ công toàn trình",
    [ATTRIBUTE_PART_ONLINE] = "dịch vụ công một phần",
    [ATTRIBUTE_INTERLINKED_SAME_LEVEL] = "liên thông cùng cấp",
    [ATTRIBUTE_INTERLINKED_CROSS_LEVEL] = "liên thông khác cấp",
    [ATTRIBUTE_ONLINE_COMPLETE] = "trực tuyến trọn vẹn",
    [ATTRIBUTE_DIGITISED_BOTH] = "số hóa giấy tờ và kết quả",
    [ATTRIBUTE_E_RESULT_DUE] = "kết quả điện tử thay giấy",
    [ATTRIBUTE_COMPLAINED] = "bị đánh giá không hài lòng hoặc bị phản ánh",
};

/* The measures but those of attributes. */
static const char *const measures[] = {
    [MEASURE_RECEIVED] = "tiếp nhận",
    [MEASURE_FINISHED_EARLY] = "giải quyết trước hạn",
    [MEASURE_FINISHED_ON_TIME] = "giải quyết đúng hạn",
    [MEASURE_FINISHED_LATE] = "giải quyết quá hạn",
    [MEASURE_WITHDRAWN] = "rút hồ sơ",
    [MEASURE_OVERDUE_IN] = "bắt đầu quá hạn",
    [MEASURE_OVERDUE_OUT] = "hết quá hạn",
    [MEASURE_WAITING_IN] = "bắt đầu chờ",
    [MEASURE_WAITING_OUT] = "hết chờ",
    [MEASURE_RETURNED_COUNTER] = "trả tại quầy",
    [MEASURE_RETURNED_ONLINE] = "trả trực tuyến",
    [MEASURE_RETURNED_POST] = "trả qua bưu chính",
    [MEASURE_RETURNED_ON_SPOT] = "trả ngay",
    [MEASURE_PAYMENTS_ONLINE] = "giao dịch trực tuyến",
    [MEASURE_PAYMENTS_DIRECT] = "giao dịch trực tiếp",
    [MEASURE_AMOUNT_ONLINE] = "đồng, trực tuyến",
    [MEASURE_AMOUNT_DIRECT] = "đồng, trực tiếp",
    [MEASURE_LATE_IN_766] = "bắt đầu trễ hạn theo QĐ 766",
    [MEASURE_LATE_OUT_766] = "kết thúc trễ hạn theo QĐ 766",
    [MEASURE_BAD_IN_766] = "bắt đầu trễ hạn hoặc bị phản ánh theo QĐ 766",
    [MEASURE_BAD_OUT_766] = "kết thúc, trễ hạn hoặc bị phản ánh theo QĐ 766",
    [MEASURE_RATED] = "lượt đánh giá",
    [MEASURE_RATED_SATISFIED] = "lượt đánh giá hài lòng",
    [MEASURE_NOTIFIED_RESULT_READY] = "lần báo có kết quả sớm",
    [MEASURE_NOTIFIED_APOLOGY] = "thư xin lỗi",
    [MEASURE_NOTIFIED_OTHER] = "thông báo khác",
    [MEASURE_HANDLING_MINUTES] = "phút làm việc giải quyết",
};

/* As aggregator.mark says too; those of flags are history_flag_labels. */
static const char *const marks[] = {
    [MEASURE_ON_TIME_HERE_SECOND_SUPPLEMENT - MARK_FIRST] =
        "đúng hạn tại hệ thống, trễ theo QĐ 766: yêu cầu bổ sung lần hai",
    [MEASURE_ON_TIME_HERE_DUE_CHANGED - MARK_FIRST] =
        "đúng hạn tại hệ thống, trễ theo QĐ 766: đổi ngày hẹn trả",
    [MEASURE_ON_TIME_HERE_DUE_MISSING - MARK_FIRST] =
        "đúng hạn tại hệ thống, trễ theo QĐ 766: không có ngày hẹn trả",
    [MEASURE_ON_TIME_HERE_WITHDRAWN - MARK_FIRST] =
        "không xét hạn tại hệ thống, trễ theo QĐ 766: công dân rút",
    [MEASURE_LATE_HERE_WAITING - MARK_FIRST] =
        "quá hạn tại hệ thống, không trễ theo QĐ 766: trừ thời gian chờ",
    [MEASURE_OPEN_ON_TIME_HERE_SECOND_SUPPLEMENT_IN - MARK_FIRST] =
        ("bắt đầu: đang giải quyết, trong hạn tại hệ thống, trễ theo QĐ 766 (yêu cầu bổ sung lần "
         "hai)"),
    [MEASURE_OPEN_ON_TIME_HERE_SECOND_SUPPLEMENT_OUT - MARK_FIRST] =
        "hết: đang giải quyết, trong hạn tại hệ thống, trễ theo QĐ 766 (yêu cầu bổ sung lần hai)",
    [MEASURE_OPEN_ON_TIME_HERE_DUE_CHANGED_IN - MARK_FIRST] =
        "bắt đầu: đang giải quyết, trong hạn tại hệ thống, trễ theo QĐ 766 (đổi ngày hẹn trả)",
    [MEASURE_OPEN_ON_TIME_HERE_DUE_CHANGED_OUT - MARK_FIRST] =
        "hết: đang giải quyết, trong hạn tại hệ thống, trễ theo QĐ 766 (đổi ngày hẹn trả)",
    [MEASURE_OPEN_ON_TIME_HERE_DUE_MISSING_IN - MARK_FIRST] =
        "bắt đầu: đang giải quyết, trong hạn tại hệ thống, trễ theo QĐ 766 (không có ngày hẹn trả)",
    [MEASURE_OPEN_ON_TIME_HERE_DUE_MISSING_OUT - MARK_FIRST] =
        "hết: đang giải quyết, trong hạn tại hệ thống, trễ theo QĐ 766 (không có ngày hẹn trả)",
    [MEASURE_OPEN_ON_TIME_HERE_WAITING_IN - MARK_FIRST] =
        ("bắt đầu: đang giải quyết, trong hạn tại hệ thống, trễ theo QĐ 766 (chờ công dân, chờ "
         "thanh toán)"),
    [MEASURE_OPEN_ON_TIME_HERE_WAITING_OUT - MARK_FIRST] =
        ("hết: đang giải quyết, trong hạn tại hệ thống, trễ theo QĐ 766 (chờ công dân, chờ thanh "
         "toán)"),
    [MEASURE_OPEN_ON_TIME_HERE_STOPPED_IN - MARK_FIRST] =
        "bắt đầu: đang giải quyết, trong hạn tại hệ thống, trễ theo QĐ 766 (dừng xử lý)",
    [MEASURE_OPEN_ON_TIME_HERE_STOPPED_OUT - MARK_FIRST] =
        "hết: đang giải quyết, trong hạn tại hệ thống, trễ theo QĐ 766 (dừng xử lý)",
    [MEASURE_OPEN_LATE_HERE_WAITING_IN - MARK_FIRST] =
        "bắt đầu: đang giải quyết, quá hạn tại hệ thống, không trễ theo QĐ 766 (trừ thời gian chờ)",
    [MEASURE_OPEN_LATE_HERE_WAITING_OUT - MARK_FIRST] =
        "hết: đang giải quyết, quá hạn tại hệ thống, không trễ theo QĐ 766 (trừ thời gian chờ)",
    [MEASURE_FEEDBACK_RECEIVED_PROCEDURE - MARK_FIRST] =
        "phản ánh, kiến nghị tiếp nhận về quy định hành chính",
    [MEASURE_FEEDBACK_RECEIVED_STAFF - MARK_FIRST] =
        "phản ánh, kiến nghị tiếp nhận về hành vi hành chính",
    [MEASURE_FEEDBACK_ENDED_ON_TIME - MARK_FIRST] = "phản ánh, kiến nghị giải quyết đúng hạn",
    [MEASURE_FEEDBACK_ENDED_LATE - MARK_FIRST] = "phản ánh, kiến nghị giải quyết quá hạn",
    [MEASURE_FEEDBACK_OVERDUE_IN - MARK_FIRST] = "phản ánh, kiến nghị bắt đầu quá hạn",
    [MEASURE_FEEDBACK_OVERDUE_OUT - MARK_FIRST] = "phản ánh, kiến nghị hết quá hạn",
    [MEASURE_FEEDBACK_ANSWERED - MARK_FIRST] = "phản ánh, kiến nghị đã trả lời",
    [MEASURE_FEEDBACK_REFUSED - MARK_FIRST] = "phản ánh, kiến nghị bị từ chối",
    [MEASURE_FEEDBACK_FORWARDED - MARK_FIRST] = "phản ánh, kiến nghị chuyển cơ quan khác",
    [MEASURE_FEEDBACK_SATISFIED - MARK_FIRST] = "phản ánh, kiến nghị: hài lòng với kết quả",
    [MEASURE_FEEDBACK_UNSATISFIED - MARK_FIRST] = "phản ánh, kiến nghị: không hài lòng với kết quả",
    [MEASURE_FEEDBACK_BAD - MARK_FIRST] = "phản ánh, kiến nghị trễ hạn hoặc không hài lòng",
};

const char *words_of_attribute(enum attribute attribute)
{
    return attributes[attribute];
}

const char *words_of_mark(enum measure mark)
{
    if (mark < MARK_FIRST + FLAG_COUNT)
        return history_flag_labels[mark - MARK_FIRST];
    return marks[mark - MARK_FIRST];
}

void words_measure(struct writer *writer, enum measure measure)
{
    const int attribute = (int)measure - MEASURE_RECEIVED_DIGITISED;

    if (measure_is_mark(measure)) {
        writer_text(writer, words_of_mark(measure));
    } else if (attribute < 0 || attribute >= 2 * ATTRIBUTE_COUNT) {
        writer_text(writer, measures[measure]);
    } else {
        writer_text(writer, attribute % 2 ? "kết thúc, " : "tiếp nhận, ");
        writer_text(writer, attributes[attribute / 2]);
    }
}
