namespace Verifier.Reporting.Model;

/// <summary>One night of the trend.</summary>
/// <param name="Night">The night's name.</param>
/// <param name="Open">Findings that were there.</param>
/// <param name="New">Of those, new or regressed ones.</param>
/// <param name="Fixed">Findings that were fixed.</param>
/// <param name="SitesReached">Fault sites that runs came to.</param>
/// <param name="SitesFailed">Of those, the ones where a call was made to fail.</param>
public readonly record struct TrendNight(string Night, int Open, int New, int Fixed, long SitesReached, long SitesFailed);
