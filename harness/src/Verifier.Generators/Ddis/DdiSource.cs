namespace Verifier.Generators.Ddis;

/// <summary>What one declaration becomes: fragments of C#, compared by value.</summary>
/// <param name="Name">The DDI's name.</param>
/// <param name="Class">The class that declares it.</param>
/// <param name="Number">Its number in what is kept.</param>
/// <param name="Entry">What makes its catalogue entry, with a hole for its ordinal.</param>
/// <param name="Prototypes">Its prototypes in Ntoskrnl; empty for a macro.</param>
/// <param name="Exports">The names under which an image exports it.</param>
/// <param name="Complaints">What is wrong with the declaration; then the fragments are empty.</param>
/// <param name="Place">Where it stands, for errors found when all are together.</param>
internal sealed record DdiSource(
    string Name, string Class, uint Number, string Entry, string Prototypes, EquatableList<string> Exports, EquatableList<Complaint> Complaints, Complaint Place);
