namespace Verifier.Generators.Ddis;

/// <summary>The output of one declaration: fragments of C#, compared by value.</summary>
/// <param name="Name">The DDI's name.</param>
/// <param name="Class">The class that declares it.</param>
/// <param name="Number">Its number in what is kept.</param>
/// <param name="Entry">The C# that makes its catalogue entry, with a hole for its ordinal.</param>
/// <param name="Prototypes">Its prototypes in Ntoskrnl; empty for a macro.</param>
/// <param name="Exports">The names under which an image exports it.</param>
/// <param name="Complaints">The errors of the declaration; if there are any, the fragments are empty.</param>
/// <param name="Place">The place of the declaration, for errors that are found when all are together.</param>
internal sealed record DdiSource(
    string Name, string Class, uint Number, string Entry, string Prototypes, EquatableList<string> Exports, EquatableList<Complaint> Complaints, Complaint Place);
