--[[
working_dues: answers to questions about working time, found by walking minutes and days.
]]
local minutes = require("working_minutes")

local MINUTES, OUTSIDE, END, LAST = minutes.MINUTES, minutes.OUTSIDE, minutes.END, minutes.LAST
local worked, works_on, mday_of = minutes.worked, minutes.works_on, minutes.month_days
local minute_at, day_at, local_minute = minutes.minute_at, minutes.day_at, minutes.local_minute

local function minutes_between(from, to)
    local count = 0
    for at = from, to - 1 do
        count = count + worked[at]
    end
    return count
end

local function first_worked(at)
    while worked[at] == 0 do at = at + 1 end
    if at == END then error(OUTSIDE) end
    return at
end

local function next_day(day)
    while not works_on(day) do day = day + 1 end
    return day
end

local function nth_day(day, n)
    while n > 0 do
        day = day + 1
        if works_on(day) then n = n - 1 end
    end
    return day
end

local function end_of(day)
    assert(works_on(day))
    return day, minutes.ends[day - minutes.FIRST]
end

-- The moment at which that many worked minutes are done; none: the moment itself.
local function after(day, minute, count)
    local at = minute_at(day, minute)
    if count == 0 then return day, minute end
    while count > 0 do
        at = first_worked(at) + 1
        count = count - 1
    end
    return day_at(at - 1), (at - 1) % MINUTES + 1
end

-- Inside is where a minute of the day is being worked or has just ended.
local function receipt(day, minute)
    local at = minute_at(day, minute)
    if minute < MINUTES and worked[at] == 1 then return day, minute end
    if minute > 0 and worked[at - 1] == 1 then return day, minute end
    at = first_worked(at)
    return day_at(at), at % MINUTES
end

local function months_later(day, n)
    local mday = mday_of[day]
    while n > 0 do
        day = day + 1
        if day > LAST then error(OUTSIDE) end
        if mday_of[day] == 1 then n = n - 1 end
    end
    while mday_of[day] < mday do
        if day + 1 > LAST then error(OUTSIDE) end
        if mday_of[day + 1] == 1 then return day end
        day = day + 1
    end
    return day
end

local function base(unit, n, day, minute)
    if n == 0 then return end_of(day) end
    if unit == "working_day" then return end_of(nth_day(day, n)) end
    if unit == "day" then
        if day + n > LAST then error(OUTSIDE) end
        return end_of(next_day(day + n))
    end
    if unit == "month" then return end_of(next_day(months_later(day, n))) end
    assert(unit == "hour")
    return after(day, minute, 60 * n)
end

-- A deadline: time passes minute by minute, and the due with it.

local function due_stated(extension)
    if not extension.is_date then return local_minute(extension.value) end
    if works_on(extension.value) then return end_of(extension.value) end
    return extension.value, MINUTES
end

-- What happens when: lists of events by minute, and those minutes in order. Within a minute a wait
-- starts first and ends last.
local function events_of(question)
    local events, moments = {}, {}
    local function add(day, minute, event)
        local at = minute_at(day, minute)
        if not events[at] then
            events[at] = {}
            moments[#moments + 1] = at
        end
        table.insert(events[at], event)
        return at
    end
    for _, wait in ipairs(question.waits) do
        wait.at = add(wait.from_day, wait.from_minute, {kind = "start", wait = wait})
    end
    for number, extension in ipairs(question.extensions) do
        local day, minute = local_minute(extension.made)
        add(day, minute, {kind = "extend", extension = extension, number = number - 1, day = day})
    end
    for _, wait in ipairs(question.waits) do
        if wait.to_day then
            wait.till = add(wait.to_day, wait.to_minute, {kind = "end"})
        end
    end
    table.sort(moments)
    return events, moments
end

local Walk = {}
Walk.__index = Walk

function Walk:set_due(day, minute)
    self.day, self.minute, self.due = day, minute, minute_at(day, minute)
end

-- Days are judged at their ends: what was late on this very day is judged by the new due.
function Walk:judge_again(now, today)
    if self.late_at and day_at(self.late_at) == today then
        self.late_at, self.late = nil, false
    end
    if self.late_at then return end
    for at = self.due, now - 1 do
        if worked[at] == 1 then
            self.late_at, self.late = at, true
            return
        end
    end
end

function Walk:extend(now, event)
    local day, minute = due_stated(event.extension)
    if self.extended_by >= 0 or event.day > self.day or minute_at(day, minute) <= self.due then
        return
    end
    self.extended_by = event.number
    self:set_due(day, minute)
    self.shown_day, self.shown_minute = day, minute
    self:judge_again(now, event.day)
end

function Walk:happen(now, events)
    for _, event in ipairs(events) do
        if event.kind == "start" then
            self.waiting = self.waiting + 1
            self.late = self.late or self.late_at ~= nil
            self.moving = not event.wait.till
            self.shown_day, self.shown_minute = self.day, self.minute
        elseif event.kind == "end" then
            self.waiting = self.waiting - 1
        else
            self:extend(now, event)
        end
    end
end

-- Nobody is waited for: a minute worked after the due is late.
function Walk:pass(from, to)
    local due = self.due
    if self.late_at then return end
    for at = from, to - 1 do
        if at >= due and worked[at] == 1 then
            self.late_at = at
            return
        end
    end
end

-- Somebody is: each minute worked moves the due by one.
function Walk:wait(from, to)
    local due = self.due
    for at = from, to - 1 do
        if worked[at] == 1 then
            while worked[due] == 0 do due = due + 1 end
            due = due + 1
            if due > END then error(OUTSIDE) end
        end
    end
    if due > self.due then self:set_due(day_at(due - 1), (due - 1) % MINUTES + 1) end
end

-- From receipt on, until all has happened and, unless a wait lasts, work after the due was seen.
function Walk:go(now, events, moments)
    for _, minute in ipairs(moments) do
        if self.waiting > 0 then self:wait(now, minute) else self:pass(now, minute) end
        now = math.max(now, minute)
        self:happen(minute, events[minute])
    end
    if self.moving or self.late_at then return end
    self:pass(now, END)
    if not self.late_at then error(OUTSIDE) end
end

local function deadline(question)
    if question.unit == "none" then return "unknown" end
    local day, minute = local_minute(question.received)
    local now = minute_at(day, minute)
    local receipt_day, receipt_minute = receipt(day, minute)
    local base_day, base_minute = base(question.unit, question.n, receipt_day, receipt_minute)
    local events, moments = events_of(question)
    local walk = setmetatable({waiting = 0, moving = false, late = false, extended_by = -1}, Walk)
    walk:set_due(base_day, base_minute)
    walk:go(now, events, moments)
    if not walk.moving then walk.shown_day, walk.shown_minute = walk.day, walk.minute end
    local from = "-"
    if walk.late or not walk.moving then
        from = string.format("%d %d", day_at(walk.late_at), walk.late_at % MINUTES)
    end
    return string.format("%d %d %d %d %d %d %s %d %s %s", receipt_day, receipt_minute, base_day,
                         base_minute, walk.shown_day, walk.shown_minute,
                         walk.moving and "moving" or "still", walk.extended_by,
                         walk.late and "late" or "not", from)
end

return {
    minutes_between = minutes_between, first_worked = first_worked, next_day = next_day,
    nth_day = nth_day, end_of = end_of, after = after, receipt = receipt, base = base,
    deadline = deadline,
}
