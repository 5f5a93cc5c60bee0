namespace Verifier.Workers.Loading;

/// <summary>A file that drivers come from.</summary>
/// <param name="Shown">The path as the user wrote it.</param>
internal abstract record DriverSourceFile(string Shown);
