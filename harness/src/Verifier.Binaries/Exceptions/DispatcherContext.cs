namespace Verifier.Binaries.Exceptions;

/// <summary>Offsets of DISPATCHER_CONTEXT on x64.</summary>
internal static class DispatcherContext
{
    public const int ControlPc = 0x00, ImageBase = 0x08, FunctionEntry = 0x10, EstablisherFrame = 0x18, TargetIp = 0x20, ContextRecord = 0x28;
    public const int LanguageHandler = 0x30, HandlerData = 0x38, ScopeIndex = 0x48;
}
