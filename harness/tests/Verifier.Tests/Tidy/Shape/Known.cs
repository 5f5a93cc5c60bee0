namespace Verifier.Tests.Tidy.Shape;

/// <summary>Offences of a rule that are known and stay for a reason: so many under a path. The number may only shrink.</summary>
/// <param name="Path">A file, or a folder with its last <c>/</c>, from the repository root.</param>
/// <param name="Number">How many offences are there.</param>
/// <param name="Reason">Why they stay.</param>
internal sealed record Known(string Path, int Number, string Reason)
{
    private const int MostToShow = 100;

    /// <summary>
    /// The offences that are not known, those under a path that has more than are known (their number, when they are many), and entries that say
    /// more than there is. An offence belongs to the first entry that it lies under.
    /// </summary>
    public static IEnumerable<Offence> Check(IEnumerable<Offence> offences, params IReadOnlyList<Known> known)
    {
        var under = offences.ToLookup(offence =>
            known.FirstOrDefault(entry => offence.Path.StartsWith(entry.Path, StringComparison.Ordinal)));
        return under[null].Concat(known.SelectMany(entry => entry.Compare([.. under[entry]])));
    }

    private IEnumerable<Offence> Compare(IReadOnlyList<Offence> found) => found.Count.CompareTo(Number) switch
    {
        > 0 => found.Count > MostToShow ? [Sum(found.Count, "Repair what is new")] : found,
        < 0 => [Sum(found.Count, found.Count == 0 ? "Take it off the list" : "Lower the number")],
        _ => [],
    };

    private Offence Sum(int found, string remedy) => new(Path, 1, $"{found} found, and {Number} stand on the list", remedy);
}
