namespace Verifier.Kernel;

/// <summary>The parameters of NtCreateFile.</summary>
/// <param name="Access">The desired access, an ACCESS_MASK.</param>
/// <param name="Options">FILE_XXX create options, with the disposition in the upper eight bits.</param>
/// <param name="Share">FILE_SHARE_XXX.</param>
internal readonly record struct CreateParameters(uint Access, uint Options, ushort Share)
{
    /// <summary>FILE_OPEN, FILE_SYNCHRONOUS_IO_NONALERT, FILE_NON_DIRECTORY_FILE.</summary>
    public const uint UsualOptions = 0x0100_0060;

    /// <summary>FILE_SHARE_READ and FILE_SHARE_WRITE.</summary>
    public const ushort UsualShare = 3;

    /// <summary>The parameters of CreateFile when an application opens a device to read and write.</summary>
    public static CreateParameters Usual { get; } = WithAccess(CreateSecurity.ReadAndWrite);

    /// <summary>The same with another access.</summary>
    public static CreateParameters WithAccess(uint access) => new(access, UsualOptions, UsualShare);
}
