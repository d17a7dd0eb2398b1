#!/usr/bin/env luajit
--[[
working_time: working time and lawful dues by brute force, a second answer to what the tracker says.

  working_time.lua HOLIDAYS.csv <ANSWERS

Written from the definition alone and never from the C code: working_minutes.lua keeps a byte for
every minute of the years, worked or not, and working_dues.lua answers by walking minutes and days
one by one. Input: calendars, and under each the questions with somebody else's answers behind `=`:

  calendar NAME holidays       special days as in the file …
  calendar NAME own            … or those of the lines
  special DAY off|WEEKDAY      a day without work, or with the hours of that weekday (0 is Monday)
  hours FROM_DAY MON … SUN     from a day on; a day is 450-690+810-1020 or -
  minutes DAY MIN DAY MIN = N            working minutes between two moments
  receipt DAY MIN = DAY MIN              effective receipt
  worked DAY MIN = DAY MIN               first worked minute from there
  next DAY = DAY                         first working day from there
  nth DAY N = DAY                        n-th working day after it
  end DAY = DAY MIN                      end of hours of a working day
  after DAY MIN N = DAY MIN              when N working minutes are done
  base UNIT N DAY MIN = DAY MIN          due by the limit alone
  deadline UNIT N RECEIVED [wFROM:TO] [eMADE:dDAY|eMADE:iINSTANT] …
      = RECEIPT BASE DUE still|moving EXTENDED_BY late|not FROM

Days count from 1970-01-01, instants are microseconds since 1970 UTC; a wait without TO lasts, FROM
is `-` where it has no meaning. Prints the first differences and a count; exit 1 when there is any.
]]
package.path = (arg[0]:match("^.*/") or "./") .. "?.lua;" .. package.path

local dues = require("working_dues")
local minutes = require("working_minutes")

local SHOWN = 20

local function read_wait(text)
    local from, to = text:match("^w(-?%d+):(%d*)$")
    local wait = {}
    wait.from_day, wait.from_minute = minutes.local_minute(tonumber(from))
    if to ~= "" then wait.to_day, wait.to_minute = minutes.local_minute(tonumber(to)) end
    return wait
end

local function read_extension(text)
    local made, kind, value = text:match("^e(-?%d+):([di])(-?%d+)$")
    return {made = tonumber(made), is_date = kind == "d", value = tonumber(value)}
end

local function read_deadline(words)
    local question = {unit = words[2], n = tonumber(words[3]), received = tonumber(words[4]),
                      waits = {}, extensions = {}}
    for at = 5, #words do
        if words[at]:sub(1, 1) == "w" then
            table.insert(question.waits, read_wait(words[at]))
        else
            table.insert(question.extensions, read_extension(words[at]))
        end
    end
    return question
end

local function numbers(...)
    return table.concat({...}, " ")
end

local answers = {
    minutes = function(words, n)
        local from, to = minutes.minute_at(n(2), n(3)), minutes.minute_at(n(4), n(5))
        return numbers(dues.minutes_between(from, to))
    end,
    receipt = function(words, n) return numbers(dues.receipt(n(2), n(3))) end,
    worked = function(words, n)
        local at = dues.first_worked(minutes.minute_at(n(2), n(3)))
        return numbers(minutes.day_at(at), at % minutes.MINUTES)
    end,
    next = function(words, n) return numbers(dues.next_day(n(2))) end,
    nth = function(words, n) return numbers(dues.nth_day(n(2), n(3))) end,
    ["end"] = function(words, n) return numbers(dues.end_of(n(2))) end,
    after = function(words, n) return numbers(dues.after(n(2), n(3), n(4))) end,
    base = function(words, n) return numbers(dues.base(words[2], n(3), n(4), n(5))) end,
    deadline = function(words) return dues.deadline(read_deadline(words)) end,
}

local function words_of(text)
    local words = {}
    for word in text:gmatch("%S+") do words[#words + 1] = word end
    return words
end

local function read_spans(text)
    local spans = {}
    for from, to in text:gmatch("(%d+)-(%d+)") do
        spans[#spans + 1] = {tonumber(from), tonumber(to)}
    end
    return spans
end

local function read_hours(words)
    local segment = {from = tonumber(words[2])}
    for weekday = 0, 6 do segment[weekday] = read_spans(words[3 + weekday]) end
    return segment
end

-- Somebody who also leaves the years says a day beyond them.
local function says_outside(text)
    for number in text:gmatch("%d+") do
        if tonumber(number) > minutes.LAST then return true end
    end
    return false
end

local function answer(words)
    local function n(at) return tonumber(words[at]) end
    local good, result = pcall(answers[words[1]], words, n)
    if good then return result end
    if result == minutes.OUTSIDE then return nil end
    error(result, 0)
end

local tally = {lines = 0, outside = 0, different = 0, of = {}}

local function judge(line, question, theirs)
    local words = words_of(question)
    local ours = answer(words)
    tally.lines = tally.lines + 1
    tally.of[words[1]] = (tally.of[words[1]] or 0) + 1
    if ours == nil and says_outside(theirs) then
        tally.outside = tally.outside + 1
    elseif ours ~= theirs then
        tally.different = tally.different + 1
        if tally.different <= SHOWN then
            print(string.format("line %d: %s\n  reference %s\n  theirs    %s", line, question,
                                ours or "beyond the years", theirs))
        end
    end
end

local function run(path)
    local holidays = minutes.read_holidays(path)
    local segments, specials, marked, line = nil, nil, false, 0
    for text in io.lines() do
        local question, theirs = text:match("^(.-) = (.*)$")
        line = line + 1
        if question then
            if not marked then minutes.mark_all(segments, specials) end
            marked = true
            judge(line, question, theirs)
        else
            local words = words_of(text)
            if words[1] == "calendar" then
                segments, marked = {}, false
                specials = words[3] == "holidays" and holidays or {}
                tally.of.calendar = (tally.of.calendar or 0) + 1
            elseif words[1] == "special" then
                specials[tonumber(words[2])] = words[3] == "off" and "off" or tonumber(words[3])
            else
                assert(words[1] == "hours", text)
                segments[#segments + 1] = read_hours(words)
            end
        end
    end
end

local function report()
    local kinds = {}
    for kind, count in pairs(tally.of) do kinds[#kinds + 1] = kind .. " " .. count end
    table.sort(kinds)
    print(string.format("%d answers, %d beyond the years, %d differ (%s)", tally.lines,
                        tally.outside, tally.different, table.concat(kinds, ", ")))
    -- Nothing read, or much that could not be judged, proves nothing.
    return tally.different == 0 and tally.lines > 0 and tally.outside * 1000 <= tally.lines
end

run(assert(arg[1], "usage: working_time.lua HOLIDAYS.csv <ANSWERS"))
os.exit(report() and 0 or 1)
