namespace Verifier.Kernel;

/// <summary>A day of the Gregorian calendar.</summary>
/// <param name="Year">The year.</param>
/// <param name="Month">The month, from 1.</param>
/// <param name="Day">The day of the month, from 1.</param>
/// <param name="Weekday">The day of the week: 0 is Sunday.</param>
internal readonly record struct CalendarDate(int Year, int Month, int Day, int Weekday)
{
    private const int FirstYear = 1601;
    private const int DaysOfYear = 365;
    private const int DaysOfFourYears = (4 * DaysOfYear) + 1;
    private const int DaysOfCentury = (25 * DaysOfFourYears) - 1;
    private const int DaysOfFourCenturies = (4 * DaysOfCentury) + 1;
    private const int DaysOfWeek = 7;

    /// <summary>The day so many days after Monday, 1 January 1601, where system times begin.</summary>
    public static CalendarDate Of(long days)
    {
        // The last of four centuries, and the last of four years, has the leap day.
        var (cycles, left) = Math.DivRem(days, DaysOfFourCenturies);
        var centuries = Math.Min(left / DaysOfCentury, 3);
        left -= centuries * DaysOfCentury;
        var (fours, leftOfFour) = Math.DivRem(left, DaysOfFourYears);
        var years = Math.Min(leftOfFour / DaysOfYear, 3);
        var day = (int)(leftOfFour - (years * DaysOfYear));
        var isLeap = years == 3 && (fours != 24 || centuries == 3);
        int[] months = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        var month = 0;
        while (day >= months[month])
        {
            day -= months[month++];
        }

        var year = FirstYear + (400 * cycles) + (100 * centuries) + (4 * fours) + years;
        return new CalendarDate((int)year, month + 1, day + 1, (int)((days + 1) % DaysOfWeek));
    }
}
