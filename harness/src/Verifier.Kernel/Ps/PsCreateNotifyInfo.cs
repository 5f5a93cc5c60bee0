namespace Verifier.Kernel;

/// <summary>PS_CREATE_NOTIFY_INFO, a view of 0x48 bytes: a process that is being created. Gone when the routine returns.</summary>
[View(0x48, Public = ViewMembers.IsNull)]
public readonly partial struct PsCreateNotifyInfo
{
    /// <summary>Size, in bytes.</summary>
    [Field(0x00)] public partial ulong Size { get; internal set; }

    /// <summary>Flags: bit 0, FileOpenNameAvailable, says that ImageFileName is the name by which the file was opened.</summary>
    [Field(0x08)] public partial uint Flags { get; internal set; }

    /// <summary>ParentProcessId.</summary>
    [Field(0x10)] public partial ulong ParentProcessId { get; internal set; }

    /// <summary>CreatingThreadId.UniqueProcess.</summary>
    [Field(0x18)] public partial ulong CreatingProcess { get; internal set; }

    /// <summary>CreatingThreadId.UniqueThread.</summary>
    [Field(0x20)] public partial ulong CreatingThread { get; internal set; }

    /// <summary>FileObject: the process's executable. Here it has a name and nothing else.</summary>
    [Field(0x28)] public partial FileObject FileObject { get; internal set; }

    /// <summary>ImageFileName.</summary>
    [Field(0x30)] public partial UnicodeString ImageFileName { get; internal set; }

    /// <summary>CommandLine, or NULL.</summary>
    [Field(0x38)] public partial UnicodeString CommandLine { get; internal set; }

    /// <summary>CreationStatus: an error status that the routine writes keeps the process from being created.</summary>
    [Field(0x40)] public partial NTSTATUS CreationStatus { get; set; }
}
