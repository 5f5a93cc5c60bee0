using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Values;

/// <summary>Type and bytes of a registry value.</summary>
/// <param name="Type">The type.</param>
/// <param name="Data">The bytes.</param>
internal sealed record RegistryContent(RegistryType Type, DataLiteral Data);
