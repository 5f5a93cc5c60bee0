namespace Verifier.Kernel;

/// <summary>The classes of information about a file that the simulated files support.</summary>
public enum FILE_INFORMATION_CLASS : uint
{
    /// <summary>FILE_DIRECTORY_INFORMATION of a directory's entries.</summary>
    FileDirectoryInformation = 1,

    /// <summary>FILE_FULL_DIR_INFORMATION of a directory's entries.</summary>
    FileFullDirectoryInformation = 2,

    /// <summary>FILE_BOTH_DIR_INFORMATION of a directory's entries.</summary>
    FileBothDirectoryInformation = 3,

    /// <summary>FILE_BASIC_INFORMATION: times and attributes.</summary>
    FileBasicInformation = 4,

    /// <summary>FILE_STANDARD_INFORMATION: sizes.</summary>
    FileStandardInformation = 5,

    /// <summary>FILE_NAME_INFORMATION.</summary>
    FileNameInformation = 9,

    /// <summary>FILE_NAMES_INFORMATION of a directory's entries.</summary>
    FileNamesInformation = 12,

    /// <summary>FILE_DISPOSITION_INFORMATION: delete it when its last handle is closed.</summary>
    FileDispositionInformation = 13,

    /// <summary>FILE_POSITION_INFORMATION.</summary>
    FilePositionInformation = 14,

    /// <summary>FILE_END_OF_FILE_INFORMATION: its length.</summary>
    FileEndOfFileInformation = 20,

    /// <summary>FILE_NETWORK_OPEN_INFORMATION: times, sizes and attributes.</summary>
    FileNetworkOpenInformation = 34,
}
