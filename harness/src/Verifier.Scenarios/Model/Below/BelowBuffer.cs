namespace Verifier.Scenarios.Model;

/// <summary>The buffers of a request, and the structures that drivers hand each other.</summary>
public enum BelowBuffer
{
    /// <summary>AssociatedIrp.SystemBuffer.</summary>
    SystemBuffer,

    /// <summary>UserBuffer.</summary>
    UserBuffer,

    /// <summary>The pages of MdlAddress.</summary>
    Mdl,

    /// <summary>Parameters.DeviceIoControl.Type3InputBuffer.</summary>
    Type3,

    /// <summary>The structure at Parameters.Others.Argument1, such as an URB.</summary>
    Argument1,

    /// <summary>The structure at Parameters.Others.Argument2.</summary>
    Argument2,

    /// <summary>The structure at Parameters.Others.Argument3.</summary>
    Argument3,

    /// <summary>The structure at Parameters.Others.Argument4.</summary>
    Argument4,
}
