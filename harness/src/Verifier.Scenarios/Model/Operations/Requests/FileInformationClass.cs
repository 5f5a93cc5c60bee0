namespace Verifier.Scenarios.Model;

/// <summary>A FILE_INFORMATION_CLASS.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Text">As the script spells it.</param>
public readonly record struct FileInformationClass(uint Number, string Text);
