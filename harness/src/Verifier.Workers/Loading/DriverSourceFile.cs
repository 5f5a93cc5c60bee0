using System.Reflection;
using Verifier.Binaries;

namespace Verifier.Workers.Loading;

/// <summary>A file that drivers come from.</summary>
/// <param name="Shown">The path as the user wrote it.</param>
internal abstract record DriverSourceFile(string Shown);

/// <summary>An assembly of C# models.</summary>
internal sealed record ModelFile(string Shown, Assembly Assembly) : DriverSourceFile(Shown);

/// <summary>A compiled driver.</summary>
internal sealed record CompiledFile(string Shown, DriverFile File) : DriverSourceFile(Shown);
