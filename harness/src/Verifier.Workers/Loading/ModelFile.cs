using System.Reflection;

namespace Verifier.Workers.Loading;

/// <summary>An assembly of C# models.</summary>
internal sealed record ModelFile(string Shown, Assembly Assembly) : DriverSourceFile(Shown);
