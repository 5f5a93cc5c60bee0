using Microsoft.CodeAnalysis;

namespace Verifier.Generators.Ddis;

/// <summary>The output of one type of routine, compared by value.</summary>
/// <param name="Name">The delegate.</param>
/// <param name="Text">Its C#; empty with a complaint.</param>
/// <param name="Complaint">The error of the declaration; null if it is right.</param>
internal sealed record RoutineSource(string Name, string Text, Complaint? Complaint)
{
    /// <summary>Reads a delegate.</summary>
    public static RoutineSource Of(INamedTypeSymbol type) => RoutineWriter.Write(type) is { } text
        ? new RoutineSource(type.Name, text, null)
        : new RoutineSource(type.Name, "", Complaint.At(
            type.Locations.FirstOrDefault(), "VG1010", $"Routine {type.Name}: a parameter or its result does not fit into a register."));
}
