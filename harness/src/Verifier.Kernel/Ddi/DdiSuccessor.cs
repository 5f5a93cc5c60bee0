namespace Verifier.Kernel;

/// <summary>The routine to call instead of a DDI, and the Windows version from which on.</summary>
/// <param name="Since">The first version in which the DDI is deprecated or superseded.</param>
/// <param name="Name">The name of the routine to call instead.</param>
/// <param name="Source">The title of the public page that says so.</param>
public sealed record DdiSuccessor(WindowsVersion Since, string Name, string Source);
