namespace Verifier.History.Storing;

/// <summary>A column as the engine describes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its declared type.</param>
/// <param name="IsRequired">Is it never NULL?</param>
/// <param name="KeyPosition">Its place in the primary key, from 1; 0 when it is not in it.</param>
internal readonly record struct ColumnShape(string Name, string Type, bool IsRequired, long KeyPosition);
