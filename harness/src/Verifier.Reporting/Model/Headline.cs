using System.Globalization;

namespace Verifier.Reporting.Model;

/// <summary>The first words of a report. They name what makes the exit code what it is.</summary>
internal static class Headline
{
    /// <summary>The words.</summary>
    public static string Of(ReportModel model)
    {
        var counts = model.Counts;
        var fresh = counts.New + counts.Regressed + counts.Expired;
        var lost = model.Night.DefectsPlanted - model.Night.DefectsFound;
        var failing = new List<string>();
        if (fresh > 0)
        {
            failing.Add($"{Count(fresh, "finding")} to look at");
        }

        // Findings that are still there make a night fail unless only new ones were to.
        if (counts.Still > 0 && model.Night.FailsOn is not ("new" or "regressed"))
        {
            failing.Add(string.Create(CultureInfo.InvariantCulture, $"{counts.Still:N0} still failing"));
        }

        if (lost > 0)
        {
            failing.Add($"{Count(lost, "expected finding")} lost");
        }

        return failing.Count > 0 ? string.Join(", ", failing) : model.IsTrusted ? "Nothing new" : "Nothing can be said";
    }

    private static string Count(int number, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:N0} {noun}{(number == 1 ? string.Empty : "s")}");
}
