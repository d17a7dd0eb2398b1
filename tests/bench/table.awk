# Lines of name=value, one for each measured part, become a table of rounds and one line of JSON.

function value(name,    pair, at) {
    for (at = 1; at <= NF; at++) {
        split($at, pair, "=")
        if (pair[1] == name)
            return pair[2]
    }
    return 0
}

function sorted(list, count,    left, right, kept) {
    for (left = 2; left <= count; left++)
        for (right = left; right > 1 && list[right] < list[right - 1]; right--) {
            kept = list[right]
            list[right] = list[right - 1]
            list[right - 1] = kept
        }
}

# Median, least and most of a ratio over the rounds that count.
function spread(name,    list, count, round) {
    count = 0
    for (round = 1; round <= rounds; round++)
        if (counts[round] && (round, name) in ratio)
            list[++count] = ratio[round, name]
    if (!count)
        return ""
    sorted(list, count)
    median = count % 2 ? list[(count + 1) / 2] : (list[count / 2] + list[count / 2 + 1]) / 2
    least = list[1]
    most = list[count]
    return "yes"
}

function print_spread(name, text) {
    if (spread(name))
        printf "%-46s %8.3f   [%.3f, %.3f]\n", text, median, least, most
}

function json_spread(name) {
    if (spread(name))
        json = json sprintf(",\"%s\":{\"median\":%.4f,\"min\":%.4f,\"max\":%.4f}", name, median,
            least, most)
}

{
    round = value("round")
    what = value("what")
    if (what == "copy" && (round, "copy", "facts") in has)
        what = "again"
    rounds = round
    has[round, what, "facts"] = value("facts")
    speed[round, what] = value("facts") / value("wall_us")
    used = value("postgres_us") + value("services_us") + (what == "pipeline" ? 0 : value("own_us"))
    cpu[round, what] = used / value("facts")
    services[round, what] = value("services_us") / value("facts")
    wal[round, what] = value("wal") / value("facts")
    disk[round, what] = value("disk") / value("facts")
    ours = value("postgres_us") + value("services_us") + value("own_us")
    others[round, what] = (value("machine_us") - ours) / (cores * value("wall_us"))
    if (what == "pipeline") {
        logged[round] = value("facts") / value("acknowledged_us")
        scored[round] = value("facts") / value("scored_us")
    }
}

END {
    label["copy"] = "A  raw COPY"
    label["pipeline"] = "B  pipeline"
    label["plain"] = "C  plain SQL"
    label["again"] = "A' raw COPY again"
    split("copy pipeline plain again", order, " ")
    printf "\n%-5s %-18s %10s %12s %10s %11s %8s\n", "round", "", "facts/s", "CPU us/fact",
        "WAL B/fact", "disk B/fact", "others"
    for (round = 1; round <= rounds; round++) {
        for (at = 1; at <= 4; at++) {
            what = order[at]
            if ((round, what) in speed)
                printf "%-5d %-18s %10d %12.2f %10.0f %11.0f %7.0f%%\n", round, label[what],
                    1000000 * speed[round, what], cpu[round, what], wal[round, what],
                    disk[round, what], 100 * others[round, what]
        }
        wall = (speed[round, "copy"] + speed[round, "again"]) / 2
        wall_cpu = (cpu[round, "copy"] + cpu[round, "again"]) / 2
        apart = (speed[round, "copy"] - speed[round, "again"]) / wall
        counts[round] = apart <= 0.15 && apart >= -0.15
        discarded += !counts[round]
        ratio[round, "pipeline_to_copy"] = speed[round, "pipeline"] / wall
        ratio[round, "logged_to_copy"] = logged[round] / wall
        ratio[round, "scored_to_copy"] = scored[round] / wall
        ratio[round, "cpu_pipeline_to_copy"] = cpu[round, "pipeline"] / wall_cpu
        ratio[round, "cpu_services"] = services[round, "pipeline"]
        ratio[round, "wal_per_fact"] = wal[round, "pipeline"]
        ratio[round, "disk_per_fact"] = disk[round, "pipeline"]
        printf "%-5d B / A %.3f", round, ratio[round, "pipeline_to_copy"]
        if ((round, "plain") in speed) {
            ratio[round, "plain_to_copy"] = speed[round, "plain"] / wall
            ratio[round, "pipeline_to_plain"] = speed[round, "pipeline"] / speed[round, "plain"]
            printf ", C / A %.3f, B / C %.1f", ratio[round, "plain_to_copy"],
                ratio[round, "pipeline_to_plain"]
        }
        print counts[round] ? "" : sprintf("; discarded: the two COPYs are %.0f %% apart",
            100 * (apart < 0 ? -apart : apart))
    }
    printf "\n%-46s %8s   %s\n", "", "median", "[least, most]"
    print_spread("pipeline_to_copy", "B / A: the pipeline to raw COPY")
    print_spread("plain_to_copy", "C / A: the plain way to raw COPY")
    print_spread("pipeline_to_plain", "B / C: the pipeline to the plain way")
    print_spread("logged_to_copy", "acknowledged alone / A")
    print_spread("scored_to_copy", "with all scores / A")
    print_spread("cpu_pipeline_to_copy", "CPU per fact, B / A")
    print_spread("cpu_services", "CPU of the services alone, us/fact")
    printf "%d of %d rounds count; a round is discarded when its two COPYs differ by more than " \
        "15 %%\n\n", rounds - discarded, rounds
    json = sprintf("{\"facts\":%d,\"units\":%d,\"daily\":%d,\"partitions\":%d,\"cores\":%d", facts,
        units, daily, partitions, cores)
    json = json sprintf(",\"rounds\":%d,\"discarded\":%d", rounds, discarded)
    json_spread("pipeline_to_copy")
    json_spread("plain_to_copy")
    json_spread("pipeline_to_plain")
    json_spread("logged_to_copy")
    json_spread("scored_to_copy")
    json_spread("cpu_pipeline_to_copy")
    json_spread("cpu_services")
    json_spread("wal_per_fact")
    json_spread("disk_per_fact")
    print json "}"
}
