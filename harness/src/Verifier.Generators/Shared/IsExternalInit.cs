namespace System.Runtime.CompilerServices;

/// <summary>The type that the compiler needs where a record has <c>init</c> properties; .NET Standard 2.0 has none.</summary>
internal static class IsExternalInit;
