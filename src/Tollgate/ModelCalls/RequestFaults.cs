using System.Globalization;
using Tollgate.Core;
using Tollgate.Dialects.Requests;

namespace Tollgate.ModelCalls;

/// <summary>Says what is wrong with a body that cannot be read, and where. Names of fields, never their values (CONTRACT 10).</summary>
internal static class RequestFaults
{
    /// <summary>The refusal of a fault.</summary>
    public static Refusal Refuse(RequestFault fault, Slice where, ReadOnlySpan<byte> body)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $" (byte {where.Start} of {body.Length})");
        var message = fault switch
        {
            RequestFault.NotAnObject => "The body must be one JSON object",
            RequestFault.RepeatedKey => $"The body holds the field {NameAt(where, body)} more than once, so it could be read in two ways",
            RequestFault.WrongEncoding => "The body must be UTF-8 without a byte order mark",
            RequestFault.TrailingData => "There is more after the end of the JSON body",
            RequestFault.TooDeep => "The body is nested more than 64 levels deep",
            RequestFault.WrongType => $"The field {NameAt(where, body)} has a value of the wrong type",
            RequestFault.OutOfRange => $"The field {NameAt(where, body)} has a value larger than any provider takes",
            RequestFault.ConflictingModels => "The body names two different models",
            RequestFault.MissingModel => "The body names no model",
            _ => "The body is not well-formed JSON",
        };
        return new Refusal(RefusalCode.InvalidRequest, message + place + ".") { Step = "read" };
    }

    private static string NameAt(Slice where, ReadOnlySpan<byte> body)
    {
        const int longest = 64;
        var bytes = where.Of(body);
        return bytes.Length is 0 or > longest ? "named there" : $"'{RawText.Read(bytes)}'";
    }
}
