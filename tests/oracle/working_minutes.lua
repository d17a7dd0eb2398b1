--[[
working_minutes: the minutes of the years 2019 to 2029, each worked or not, and their days.
]]
local ffi = require("ffi")

local MINUTES = 1440
local FIRST_YEAR, LAST_YEAR = 2019, 2029
local OUTSIDE = {} -- Thrown where a walk leaves the years.

-- The days of the years, one after another.

local FIRST, LAST
local mday_of, weekday_of = {}, {}
local day_named = {}

local function days_in(year, month)
    local lengths = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}
    local leap = year % 4 == 0 and (year % 100 ~= 0 or year % 400 == 0)
    return lengths[month] + (leap and month == 2 and 1 or 0)
end

local function walk_the_years()
    local day, weekday = 0, 3 -- 1970-01-01 was a Thursday.
    for year = 1970, LAST_YEAR do
        for month = 1, 12 do
            for mday = 1, days_in(year, month) do
                if year >= FIRST_YEAR then
                    FIRST = FIRST or day
                    LAST = day
                    mday_of[day], weekday_of[day] = mday, weekday
                    day_named[string.format("%04d-%02d-%02d", year, month, mday)] = day
                end
                day, weekday = day + 1, (weekday + 1) % 7
            end
        end
    end
end

walk_the_years()

-- The holidays: [day] = "off" or the weekday whose hours hold.

local function cells_of(line)
    local cells, cell, quoted = {}, "", false
    for at = 1, #line do
        local char = line:sub(at, at)
        if char == '"' then
            quoted = not quoted
        elseif char == "," and not quoted then
            cells[#cells + 1], cell = cell, ""
        else
            cell = cell .. char
        end
    end
    cells[#cells + 1] = cell
    return cells
end

local function read_holidays(path)
    local specials, names = {}, nil
    for line in io.lines(path) do
        local cells, row = cells_of((line:gsub("\r$", ""))), {}
        if not names then
            names = cells
        else
            for column, name in ipairs(names) do row[name] = cells[column] end
            local day = assert(day_named[row.date], row.date)
            specials[day] = row.is_day_off == "1" and "off" or weekday_of[day_named[row.paired_date]]
            assert(specials[day], "a make-up day without its day")
        end
    end
    return specials
end

-- A calendar: worked[minute] of all years, and for each day whether and until when there is work.

local END = (LAST - FIRST + 1) * MINUTES
local worked = ffi.new("uint8_t[?]", END + 1)
local works = ffi.new("bool[?]", LAST - FIRST + 1)
local ends = ffi.new("int32_t[?]", LAST - FIRST + 1)

worked[END] = 1 -- Where every search ends.

local function hours_on(day, segments, specials)
    local holds = segments[1]
    for _, segment in ipairs(segments) do
        if segment.from <= day then holds = segment end
    end
    local special = specials[day]
    if special == "off" then return {} end
    return holds[special or weekday_of[day]]
end

local function mark_day(day, spans)
    local start = (day - FIRST) * MINUTES
    for _, span in ipairs(spans) do
        for minute = span[1], span[2] - 1 do worked[start + minute] = 1 end
    end
    works[day - FIRST], ends[day - FIRST] = false, -1
    for minute = 0, MINUTES - 1 do
        if worked[start + minute] == 1 then
            works[day - FIRST], ends[day - FIRST] = true, minute + 1
        end
    end
end

local function mark_all(segments, specials)
    ffi.fill(worked, END)
    for day = FIRST, LAST do mark_day(day, hours_on(day, segments, specials)) end
end

-- Moments: a minute of the table, and for an end of hours at 24:00 the day that it belongs to.

local function minute_at(day, minute)
    if day < FIRST or day > LAST then error(OUTSIDE) end
    return (day - FIRST) * MINUTES + minute
end

local function day_at(at)
    return FIRST + math.floor(at / MINUTES)
end

local function works_on(day)
    if day < FIRST or day > LAST then error(OUTSIDE) end
    return works[day - FIRST]
end

local function local_minute(instant_us)
    local minutes = math.floor((instant_us + 7 * 3600 * 1000000) / 60000000)
    local day = math.floor(minutes / MINUTES)
    return day, minutes - day * MINUTES
end

return {
    MINUTES = MINUTES, OUTSIDE = OUTSIDE, FIRST = FIRST, LAST = LAST, END = END,
    worked = worked, ends = ends, month_days = mday_of,
    read_holidays = read_holidays, mark_all = mark_all,
    minute_at = minute_at, day_at = day_at, works_on = works_on, local_minute = local_minute,
}
