using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Planning;

/// <summary>Compares <c>ddi:</c> with names of a trace: a macro of the headers stands for the export that it calls.</summary>
internal static class DdiPattern
{
    /// <summary>True if the pattern matches this name, or a macro that calls it.</summary>
    public static bool Matches(Glob pattern, string name) => pattern.Matches(name) || OfExport(pattern).Matches(name);

    /// <summary>The pattern for exports.</summary>
    public static Glob OfExport(Glob pattern) =>
        !pattern.HasWildcards && DdiCatalogue.FindExport(pattern.Pattern) is { } export ? new Glob(export.Name) : pattern;
}
