namespace Verifier.Kernel;

/// <summary>The object types that drivers meet; the numbers place their OBJECT_TYPE in the kernel's data.</summary>
internal enum ObjectKind
{
    Event,
    Semaphore,
    Thread,
    Process,
    Key,
    File,
    Device,
    Driver,
    Adapter,
    Section,
    Directory,
    SymbolicLink,
    Callback,
    WmiBlock,
    Token,
}
