namespace Verifier.Binaries.Images.Reading;

/// <summary>Refusals of files that several readers have.</summary>
internal static class Refusal
{
    /// <summary>The file is not as a linker writes it.</summary>
    /// <param name="what">The damage: a clause without a full stop.</param>
    public static BinaryException Damaged(string what) => new($"{what}, so the file is damaged; copy or build it again");
}
